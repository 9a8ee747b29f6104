// The short form of a view's address: /m/ and a letter for each parameter, from "v30.2,67,6~d2013~-2014" to
// "view=30.2%2C67%2C6&datetime=2013%2F2014". Nothing is stored: a link says all that it means.
// Parts begin with their letter and end at a tilde before the next one; in a value "~~" is a tilde, "~-" a slash, "~." a
// backslash, which a segment of a path cannot hold.
#pragma once

#include <string>
#include <string_view>

namespace yaad::server {

// The query that a decoded short form stands for, percent-encoded. Parts of an unknown letter are left out, as pages do
// with what they do not know.
std::string long_query(std::string_view short_form);

}  // namespace yaad::server
