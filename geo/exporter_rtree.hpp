// The spatial index of a GeoPackage's layer, written at once when all rows stand, not row by row: an R-tree as SQLite
// keeps it (sqlite.org/rtree.html, "Shadow tables"), packed by Sort-Tile-Recursive (Leutenegger, Edgington and Lopez
// 1997, "STR: a simple and efficient algorithm for R-tree packing"). Insertion takes more than half the time of a file of
// a million rows; this takes a few seconds, and a window then reads fewer nodes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

class GDALDataset;
class OGREnvelope;

namespace yaad::geo {

class PackedRtree {
 public:
  // Of a layer that has its index and no rows yet. Takes its triggers away, which would index each row as it comes.
  // What SQLite says against any step is a GDAL error.
  PackedRtree(GDALDataset& dataset, const std::string& layer, const std::string& geometry_column);

  // 24 bytes a row until all is written.
  void add(std::uint32_t fid, const OGREnvelope& box);
  // Writes the nodes and puts the triggers back. Once, and last.
  void write();

 private:
  struct Cell {
    std::uint32_t id;  // of a row or of a node
    float west, east, south, north;
  };
  void tile(std::vector<Cell>& cells) const;
  std::vector<Cell> write_nodes(const std::vector<Cell>& cells, std::vector<std::uint32_t>& node_of);

  GDALDataset& dataset_;
  std::string table_;
  std::size_t capacity_ = 0;           // cells of a node
  std::vector<std::string> triggers_;  // as SQL
  std::vector<Cell> rows_;
  std::uint32_t nodes_ = 1;  // numbers given so far; the root is the first
  unsigned levels_ = 0;      // written so far
};

}  // namespace yaad::geo
