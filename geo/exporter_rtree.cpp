#include "geo/exporter_rtree.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace yaad::geo {
namespace {

constexpr std::size_t kNodeHead = 4, kCellBytes = 24;
constexpr std::size_t kStatementBytes = std::size_t{64} << 10U;

void run(GDALDataset& dataset, const std::string& sql) {
  dataset.ReleaseResultSet(dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr));
}

template <class Use>
void each_row(GDALDataset& dataset, const std::string& sql, const Use& use) {
  OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  if (rows == nullptr) return;
  while (const OGRFeatureUniquePtr row{rows->GetNextFeature()}) use(*row);
  dataset.ReleaseResultSet(rows);
}

// Many rows by few statements.
class Inserts {
 public:
  Inserts(GDALDataset& dataset, const std::string& table)
      : dataset_(dataset), begin_("INSERT OR REPLACE INTO \"" + table + "\" VALUES ") {}
  void add(const std::string& values) {
    sql_ += sql_.empty() ? begin_ : ",";
    sql_.append("(").append(values).append(")");
    if (sql_.size() > kStatementBytes) end();
  }
  void end() {
    if (!sql_.empty()) run(dataset_, sql_);
    sql_.clear();
  }

 private:
  GDALDataset& dataset_;
  std::string begin_, sql_;
};

// Boxes are kept in 32 bits, and must hold what they are about.
float rounded_down(double value) {
  const auto near = static_cast<float>(value);
  return near > value ? std::nextafter(near, -std::numeric_limits<float>::infinity()) : near;
}
float rounded_up(double value) {
  const auto near = static_cast<float>(value);
  return near < value ? std::nextafter(near, std::numeric_limits<float>::infinity()) : near;
}

// The highest byte first.
template <class Number>
void append_hex(std::string& out, Number number) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (int shift = static_cast<int>(sizeof(Number)) * 8 - 4; shift >= 0; shift -= 4)
    out += kDigits[number >> static_cast<unsigned>(shift) & 15U];
}

}  // namespace

PackedRtree::PackedRtree(GDALDataset& dataset, const std::string& layer, const std::string& geometry_column)
    : dataset_(dataset), table_("rtree_" + layer + '_' + geometry_column) {
  each_row(dataset_, "SELECT length(data) FROM \"" + table_ + "_node\" WHERE nodeno = 1", [&](const OGRFeature& row) {
    capacity_ = (static_cast<std::size_t>(row.GetFieldAsInteger(0)) - kNodeHead) / kCellBytes;
  });
  std::vector<std::string> names;
  each_row(dataset_,
           "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '" + table_ + "%' ORDER BY name",
           [&](const OGRFeature& row) {
             names.emplace_back(row.GetFieldAsString(0));
             triggers_.emplace_back(row.GetFieldAsString(1));
           });
  for (const std::string& name : names) run(dataset_, "DROP TRIGGER \"" + name + '"');
}

void PackedRtree::add(std::uint32_t fid, const OGREnvelope& box) {
  rows_.push_back({fid, rounded_down(box.MinX), rounded_up(box.MaxX), rounded_down(box.MinY), rounded_up(box.MaxY)});
}

// Into an order whose every `capacity_` cells lie close together: slices from west to east, each from south to north.
void PackedRtree::tile(std::vector<Cell>& cells) const {
  const std::size_t nodes = (cells.size() + capacity_ - 1) / capacity_;
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
  const std::size_t slice = (nodes + slices - 1) / slices * capacity_;
  // Twice the middle; ties by number, so that the same rows give the same bytes.
  const auto by = [](float Cell::*low, float Cell::*high) {
    return [low, high](const Cell& a, const Cell& b) {
      const float at_a = a.*low + a.*high, at_b = b.*low + b.*high;
      return at_a != at_b ? at_a < at_b : a.id < b.id;
    };
  };
  std::sort(cells.begin(), cells.end(), by(&Cell::west, &Cell::east));
  for (std::size_t first = 0; first < cells.size(); first += slice) {
    const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = cells.begin() + static_cast<std::ptrdiff_t>(std::min(first + slice, cells.size()));
    std::sort(begin, end, by(&Cell::south, &Cell::north));
  }
}

// One level of nodes over these cells, and the cells over those nodes. node_of: by the number of a cell, its node. Where
// one node takes all, it is the root, and knows how many levels stand below it.
std::vector<PackedRtree::Cell> PackedRtree::write_nodes(const std::vector<Cell>& cells,
                                                        std::vector<std::uint32_t>& node_of) {
  std::vector<Cell> above;
  Inserts nodes(dataset_, table_ + "_node");
  const bool is_root = cells.size() <= capacity_;
  for (std::size_t first = 0; first < cells.size(); first += capacity_) {
    const std::size_t last = std::min(first + capacity_, cells.size());
    Cell over = cells[first];
    over.id = is_root ? 1 : ++nodes_;
    std::string row = std::to_string(over.id) + ",x'";
    append_hex(row, static_cast<std::uint16_t>(is_root ? levels_ : 0));
    append_hex(row, static_cast<std::uint16_t>(last - first));
    for (std::size_t i = first; i < last; ++i) {
      const Cell& cell = cells[i];
      append_hex(row, std::uint64_t{cell.id});
      for (const float side : {cell.west, cell.east, cell.south, cell.north})
        append_hex(row, std::bit_cast<std::uint32_t>(side));
      over.west = std::min(over.west, cell.west);
      over.east = std::max(over.east, cell.east);
      over.south = std::min(over.south, cell.south);
      over.north = std::max(over.north, cell.north);
      node_of[cell.id] = over.id;
    }
    row.append(2 * (capacity_ - (last - first)) * kCellBytes, '0').append(1, '\'');
    nodes.add(row);
    above.push_back(over);
  }
  nodes.end();
  ++levels_;
  return above;
}

void PackedRtree::write() {
  if (!rows_.empty() && capacity_ > 0) {
    tile(rows_);
    std::uint32_t highest = 0;
    for (const Cell& row : rows_) highest = std::max(highest, row.id);
    constexpr std::uint32_t kNone = 0;
    std::vector<std::uint32_t> node_of_row(std::size_t{highest} + 1, kNone);
    std::vector<Cell> nodes = write_nodes(rows_, node_of_row);
    rows_ = {};
    std::vector<std::uint32_t> node_of_node;
    while (nodes.size() > 1) {
      node_of_node.resize(std::size_t{nodes_} + 1, kNone);
      nodes = write_nodes(nodes, node_of_node);
    }
    // In order of their numbers, which is how SQLite keeps them.
    const auto insert = [&](const std::string& table, const std::vector<std::uint32_t>& node_of) {
      Inserts rows(dataset_, table_ + table);
      for (std::size_t id = 0; id < node_of.size(); ++id)
        if (node_of[id] != kNone) rows.add(std::to_string(id) + ',' + std::to_string(node_of[id]));
      rows.end();
    };
    insert("_rowid", node_of_row);
    insert("_parent", node_of_node);
  }
  for (const std::string& trigger : triggers_) run(dataset_, trigger);
}

}  // namespace yaad::geo
