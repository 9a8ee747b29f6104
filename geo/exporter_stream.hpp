// GeoJSON, newline-delimited GeoJSON and CSV, piece by piece: a file of any size in the memory of one piece.
// A piece is made when it is asked for, so the reader sets the pace. CSV: about 3 us a record.
#pragma once

#include "geo/exporter.hpp"
#include "geo/exporter_columns.hpp"
#include "geo/exporter_geometry.hpp"

#include <cstddef>
#include <string>

namespace yaad::geo {

// Large enough that the hand-over of a piece costs little beside its making; a record more may stand in it.
inline constexpr std::size_t kExportPiece = std::size_t{128} << 10U;

class ExportStream {
 public:
  // The format is a streamed one. Refused: a place that cannot be told in the coordinate system asked for.
  static Result<ExportStream> make(ExportSource source, const ExportPlan& plan);

  // The next piece, blank after the last.
  std::string next();
  std::size_t rows_done() const { return done_; }
  std::size_t rows() const { return source_.rows.size(); }

 private:
  ExportStream(ExportSource source, ExportPlan plan, ExportGeometry geometry);
  void begin();
  void end();
  void add(const Incident& incident);
  void add_csv(const Incident& incident);

  ExportSource source_;
  ExportPlan plan_;
  ExportGeometry geometry_;
  FlatRecord flat_;
  JsonWriter json_;
  std::string piece_;
  std::size_t done_ = 0;
  bool begun_ = false, ended_ = false;
};

// A cell as CSV has it: quoted where it must be, and never a formula.
void append_csv_text(std::string& out, std::string_view text);

}  // namespace yaad::geo
