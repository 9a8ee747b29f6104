// `yaad export`: the same files as the server gives, written from a folder of records without one.
// The file appears whole or not at all; on a terminal it says how far it is.
#pragma once

#include "server/command_line.hpp"

namespace yaad::server {

// Exit code: 0 written, 1 the folder cannot be served, 64 a bad option, 66 unreadable, 73 the file cannot be written.
int export_file(const Arguments& arguments);

}  // namespace yaad::server
