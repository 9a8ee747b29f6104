// The program: one binary that serves, checks and finds. `yaad --help` lists what it can do.
#include "geo/layer_reader.hpp"
#include "server/command_line.hpp"

#include <csignal>
#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of a write, not the end of the program
  try {
    yaad::geo::register_ogr_drivers();
    return yaad::server::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "yaad: " << error.what() << '\n';
    return yaad::server::kExitConfiguration;
  }
}
