// `yaad import`: another producer's file becomes a new folder of records, with the account of every row beside it.
// Progress (rows, percent, time left) on a terminal only; in a pipe it says the result and no more.
#pragma once

#include "server/command_line.hpp"

#include <string_view>

namespace yaad::server {

bool is_producer(std::string_view name);
int import(const Arguments& arguments);

}  // namespace yaad::server
