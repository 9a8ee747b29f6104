#include "geo/grown_array.hpp"

#include <catch2/catch.hpp>

using yaad::geo::GrownArray;

TEST_CASE("nothing appended to an array that has held nothing leaves it empty") {
  GrownArray<int> array;
  array.append(0);  // with the sanitizers on: without touching memory that is not there
  array.settle();
  CHECK(array.empty());
}

TEST_CASE("what is appended is zero, and stays in place when the array settles") {
  GrownArray<int> array;
  for (int i = 0; i < 100; ++i) array.push_back(i);
  int* room = array.append(3);
  CHECK((room[0] == 0 && room[1] == 0 && room[2] == 0));
  array.settle();
  REQUIRE(array.size() == 103);
  for (std::size_t i = 0; i < 100; ++i) CHECK(array[i] == static_cast<int>(i));
}
