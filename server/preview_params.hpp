// What the address of a preview picture asks for: the state of a view, a language, colours and a size. Strict: a picture
// is made for an address that we wrote, and a value that cannot be read would be another picture.
#pragma once

#include "geo/filter.hpp"
#include "server/edition.hpp"
#include "server/params.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace yaad::server {

inline constexpr unsigned kPreviewWidth = 1200, kPreviewHeight = 630;  // what link cards ask for; none is larger
inline constexpr unsigned kLeastPreviewWidth = 480, kLeastPreviewHeight = 252;
// The text needs its room: width by height.
inline constexpr double kNarrowestPreview = 1.5, kWidestPreview = 2.4;

// What of the state is told by a picture. The rest of it (mode, step, list, accent) is accepted and says nothing here.
struct Preview {
  struct View {
    geo::LonLat centre;
    double zoom = 0;
  };
  geo::Filter filter;
  std::optional<View> view;
  const geo::Incident* incident = nullptr;  // of the edition
  const geo::Place* place = nullptr;        // one that a served record names
  bool by_count = false, dark = false;
  std::string_view language;  // a code of kLanguages
  unsigned width = kPreviewWidth, height = kPreviewHeight;

  // Equal pictures have equal keys.
  std::string key() const;
};

geo::Result<Preview> parse_preview(const Params& params, const geo::Snapshot& data);

// The picture of a page, from the page's address ("/incidents/x?lang=ur"): what of its query a picture knows, and the
// version, so that a card is fetched anew when the data change. Absolute; none where such a picture would be refused.
std::optional<std::string> preview_address(std::string_view page, const Edition& edition);

}  // namespace yaad::server
