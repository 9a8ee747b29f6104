#include "server/nowhere_page.hpp"

#include "server/html.hpp"

namespace yaad::server {

Reply nowhere_page(const Edition& edition) {
  const Words& words = edition.site->words;
  const std::string ways = link("/", words("page.map")) + " · " + link("/list", words("page.list")) + " · " +
                           link("/about", words("page.about"));
  const std::string body = element("p", words("page.nowhere")) + "<p>" + ways + "</p>\n";
  Reply reply = html_reply(page(edition, words("page.nowhere.title"), "/list", body), kPageCsp);
  reply.status = 404;
  reply.set("Cache-Control", "no-store");
  return reply;
}

}  // namespace yaad::server
