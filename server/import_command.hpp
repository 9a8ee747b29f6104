// `yaad import`: another producer's file becomes a new folder of records, with the account of every row beside it.
// Progress (rows, percent, time left) on a terminal only; in a pipe it says the result and no more.
#pragma once

#include "server/command_line.hpp"

namespace yaad::server {

int import(const Arguments& arguments);

}  // namespace yaad::server
