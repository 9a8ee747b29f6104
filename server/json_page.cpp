#include "server/json_page.hpp"

#include "server/html.hpp"

#include <boost/json.hpp>

namespace yaad::server {
namespace {

namespace json = boost::json;

// Longer lists of numbers are outlines of areas: what a program reads.
constexpr std::size_t kMostNumbers = 6;

class Page {
 public:
  explicit Page(const Edition& edition) : public_url_(edition.site->public_url) {}

  std::string html(const json::value& value) const {
    if (const auto* object = value.if_object()) return html(*object);
    if (const auto* array = value.if_array()) return html(*array);
    if (const auto* text = value.if_string()) return text_html({text->data(), text->size()});
    return escaped(json::serialize(value));
  }

 private:
  std::string html(const json::object& object) const {
    if (object.contains("href") && object.contains("rel")) return link_html(object);
    std::string out = "<dl class=\"facts\">\n";
    for (const auto& [name, value] : object)
      out += "<dt>" + escaped({name.data(), name.size()}) + "</dt><dd>" + html(value) + "</dd>\n";
    return out + "</dl>\n";
  }

  std::string html(const json::array& array) const {
    if (array.empty()) return "";
    if (array[0].is_primitive()) {
      std::string out;
      for (const json::value& value : array) out += (out.empty() ? "" : ", ") + html(value);
      return out;
    }
    if (array[0].is_array() && numbers_in(array) > kMostNumbers) return "[…]";
    std::string out = "<ul class=\"values\">\n";
    for (const json::value& value : array) out += "<li>" + html(value) + "</li>\n";
    return out + "</ul>\n";
  }

  // Counted no further than it matters.
  static std::size_t numbers_in(const json::array& array) {
    std::size_t n = 0;
    for (const json::value& value : array) {
      n += value.is_array() ? numbers_in(value.get_array()) : 1;
      if (n > kMostNumbers) return n;
    }
    return n;
  }

  static std::string text_html(std::string_view text) {
    const bool address = text.starts_with("https://") || text.starts_with("http://");
    return address ? link(text, text, "rel=\"noreferrer\"") : escaped(text);
  }

  // From a page to the next page, and from any to the page of what is linked.
  std::string link_html(const json::object& object) const {
    const auto text = [&](const char* name) {
      const json::value* value = object.if_contains(name);
      return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    std::string href = text("href");
    const std::string rel = text("rel"), type = text("type"), title = text("title");
    const bool ours = href.starts_with(public_url_ + "/api") && type.find("json") != type.npos && rel != "self" &&
                      !href.ends_with("/openapi.json");
    if (ours && href.find("f=html") == href.npos)
      href += (href.find('?') == href.npos ? "?" : "&") + std::string("f=html");
    return link(href, title.empty() ? rel : title, "rel=\"" + escaped(rel) + '"') + " (" + escaped(rel) + ')';
  }

  const std::string& public_url_;
};

std::string_view text_of(const json::object& document, const char* name) {
  const json::value* value = document.if_contains(name);
  return value != nullptr && value->is_string()
             ? std::string_view(value->get_string().data(), value->get_string().size())
             : std::string_view();
}

// Of our own address, whatever stands in the link to this document.
std::string path_of_self(const Edition& edition, const json::object& document) {
  const json::value* links = document.if_contains("links");
  if (links == nullptr || !links->is_array()) return "/api";
  for (const json::value& item : links->get_array()) {
    const auto& entry = item.as_object();
    if (entry.at("rel").as_string() == "self")
      return std::string(entry.at("href").as_string()).substr(edition.site->public_url.size());
  }
  return "/api";
}

}  // namespace

Reply json_page(const Edition& edition, std::string_view text) {
  const json::value document = json::parse(json::string_view(text.data(), text.size()));
  const json::object& object = document.as_object();
  std::string_view title = text_of(object, "title");
  if (title.empty()) title = text_of(object, "id");
  const std::string heading = title.empty() ? edition.site->words("page.api.title") : std::string(title);
  return html_reply(page(edition, heading, path_of_self(edition, object), Page(edition).html(document)), kPageCsp);
}

}  // namespace yaad::server
