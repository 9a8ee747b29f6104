#include "geo/snapshot.hpp"

#include "geo/record_columns.hpp"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace yaad::geo {
namespace {

// Rows as text, fields separated by characters that no field may hold (the reader refuses control characters).
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::runtime_error("SHA-256 is not available");
  }
  Digest& field(std::string_view text) {
    feed(text);
    feed("\x1f");
    return *this;
  }
  // Six digits after the point: a tenth of a metre.
  Digest& field(double number) {
    std::array<char, 400> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, 6).ptr;
    return field(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
  }
  Digest& field(std::optional<std::uint32_t> number) {
    if (!number) return field(std::string_view());
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
    return field(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
  }
  Digest& field(const Figure& f) { return field(f.low).field(f.best).field(f.high); }
  Digest& list(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) field(text);
    return end();
  }
  Digest& end() {
    feed("\x1e");
    return *this;
  }
  std::string hex() {
    flush();
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) != 1) throw std::runtime_error("SHA-256 failed");
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
      text += "0123456789abcdef"[bytes[i] >> 4];
      text += "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
  }

 private:
  // In blocks: a call for each of forty fields a record would cost more than the hash.
  static constexpr std::size_t kBlock = std::size_t{64} << 10;
  void feed(std::string_view text) {
    if (buffer_.size() + text.size() > kBlock) flush();
    buffer_ += text;
  }
  void flush() {
    if (EVP_DigestUpdate(context_.get(), buffer_.data(), buffer_.size()) != 1)
      throw std::runtime_error("SHA-256 failed");
    buffer_.clear();
  }
  std::string buffer_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

void feed_incident(Digest& d, const Dataset& data, const Incident& i) {
  d.field(i.id)
      .field(i.date)
      .field(i.date_as_stated)
      .field(i.place ? std::string_view(data.places[*i.place].id) : std::string_view());
  d.field(i.at.lon()).field(i.at.lat()).field(i.radius_m).field(name_of(kPlacePrecisions, i.precision));
  d.field(i.country).field(i.area).field(i.district).field(i.killed).field(i.injured).field(i.killed_perpetrators);
  d.field(name_of(kAttackTypes, i.attack_type));
  d.field(i.target_type ? name_of(kTargetTypes, *i.target_type) : std::string_view());
  d.field(std::optional<std::uint32_t>(i.communities.bits)).end();
  for (const ActorIndex a : i.actors) d.field(data.actors[a].code);
  d.end().field(name_of(kActorBy, i.actor_by));
  for (const ActorIndex a : i.claimed_by) d.field(data.actors[a].code);
  d.end().field(name_of(kPerpetrators, i.perpetrators)).field(i.summary).field(i.summary_ur).field(i.summary_fa);
  d.field(name_of(kStatuses, i.status)).field(i.note);
  for (const SourceIndex s : i.sources) d.field(data.sources[s].id);
  d.end();
}

}  // namespace

std::string dataset_sha256(const Dataset& data) {
  Digest d;
  for (const Incident& i : data.incidents) feed_incident(d, data, i);
  for (const Place& p : data.places) {
    d.field(p.id).field(p.name).field(p.name_ur).field(p.name_fa).field(p.name_ps).list(p.aliases);
    d.field(p.at.lon()).field(p.at.lat()).field(p.radius_m).field(name_of(kPlacePrecisions, p.precision));
    d.field(p.country).field(p.area).field(p.district).field(p.basis).end();
  }
  for (const Source& s : data.sources) {
    d.field(s.id).field(s.title).field(s.publisher).field(s.author).field(s.url).field(s.published).field(s.quote);
    d.field(s.lang)
        .field(name_of(kSourceKinds, s.kind))
        .field(s.accessed)
        .field(s.archived)
        .field(s.graphic ? "yes" : "")
        .end();
  }
  for (const Actor& a : data.actors) {
    d.field(a.code).field(a.name).field(a.name_ur).field(a.name_fa).list(a.aliases);
    d.field(a.parent ? data.actors[*a.parent].code : std::string()).end();
  }
  for (const Statistic& s : data.statistics) {
    d.field(s.id).field(s.period).field(s.area).field(s.killed).field(s.injured).field(s.attacks);
    d.field(s.source ? data.sources[*s.source].id : std::string()).field(s.note).end();
  }
  for (const Correction& c : data.corrections) {
    d.field(c.incident).field(c.field).field(c.as_stated).field(c.corrected).field(c.reason);
    d.field(c.source ? data.sources[*c.source].id : std::string()).field(c.date).end();
  }
  d.list(data.retracted);
  for (const auto& [language, title] : data.info.title) d.field(language).field(title);
  d.field(data.info.licence).field(data.info.attribution).field(data.info.contact);
  d.field(data.info.included).field(data.info.excluded).field(data.info.gaps).end();
  return d.hex();
}

Snapshot::Snapshot(LoadedFolder folder, Areas known_areas)
    : dataset(std::move(folder.dataset)),
      areas(std::move(known_areas)),
      report(std::move(folder.report)),
      sha256(dataset_sha256(dataset)),
      index(dataset, areas),
      gazetteer(dataset, areas),
      area_counts(dataset, areas) {
  dataset.columns = std::make_shared<const RecordColumns>(dataset);
  const std::string& date = dataset.info.updated;
  version = (date.empty() ? std::string() : date + '.') + sha256.substr(0, 12);
}

}  // namespace yaad::geo
