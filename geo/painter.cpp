#include "geo/painter.hpp"

#include "geo/canvas.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace yaad::geo {
namespace {

constexpr std::string_view kSans = "Noto Sans, Noto Naskh Arabic", kSerif = "Noto Serif, Noto Naskh Arabic";

// Pango takes sizes in its own units, 1,024 to one of ours.
int pango_units(double units) { return static_cast<int>(std::lround(units * PANGO_SCALE)); }
double from_pango(int units) { return static_cast<double>(units) / PANGO_SCALE; }

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

struct FreeIter {
  void operator()(PangoLayoutIter* at) const { pango_layout_iter_free(at); }
};

struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

cairo_status_t append(void* text, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

// A file in memory: fontconfig and pango know fonts by the names of their files only.
std::string in_memory(std::span<const std::byte> bytes) {
  const int file = memfd_create("font", MFD_CLOEXEC);
  if (file < 0) throw std::runtime_error("the fonts of pictures cannot be kept in memory");
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) throw std::runtime_error("the fonts of pictures cannot be kept in memory");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return "/proc/self/fd/" + std::to_string(file);  // open as long as the process lives
}

// Pango draws boxes for letters where a font cannot be opened, and says so to nobody.
void demand_fonts(PangoLayout* layout) {
  const std::unique_ptr<PangoLayoutIter, FreeIter> at(pango_layout_get_iter(layout));
  do {
    const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at.get());
    if (run == nullptr) continue;  // the end of a line
    cairo_scaled_font_t* font = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->item->analysis.font));
    if (font == nullptr || cairo_scaled_font_status(font) != CAIRO_STATUS_SUCCESS)
      throw std::runtime_error("a font of pictures cannot be read");
  } while (pango_layout_iter_next_run(at.get()) != FALSE);
}

}  // namespace

void use_fonts(std::span<const std::span<const std::byte>> files) {
  FcConfig* fonts = FcConfigCreate();
  for (const auto& file : files) {
    const std::string name = in_memory(file);
    if (FcConfigAppFontAddFile(fonts, reinterpret_cast<const FcChar8*>(name.c_str())) != FcTrue)
      throw std::runtime_error("a font of pictures cannot be read");
  }
  // Fontconfig looks for those of the machine only where there are none yet.
  if (FcConfigSetCurrent(fonts) != FcTrue) throw std::runtime_error("the fonts of pictures cannot be used");
  FcConfigDestroy(fonts);  // the current one is held
}

struct Painter::Picture {
  cairo_surface_t* surface;
  cairo_t* cairo;
  PangoContext* context;

  Picture(unsigned width, unsigned height, double scale)
      : surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height))),
        cairo(cairo_create(surface)),
        context(pango_cairo_create_context(cairo)) {
    cairo_scale(cairo, scale, scale);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    // As the letters are, not as a screen of this machine would have them.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_cairo_update_context(cairo, context);
  }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture() {
    g_object_unref(context);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }

  void take(Colour colour) const {
    const auto part = [&](unsigned shift) { return static_cast<double>(colour.rgb >> shift & 0xffU) / 255; };
    cairo_set_source_rgba(cairo, part(16), part(8), part(0), colour.opacity);
  }

  Layout layout(const TextStyle& style, std::string_view text) const {
    Layout made(pango_layout_new(context));
    const std::unique_ptr<PangoFontDescription, FreeFont> font(pango_font_description_new());
    pango_font_description_set_family_static(font.get(), (style.face == Face::serif ? kSerif : kSans).data());
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_auto_dir(made.get(), FALSE);  // the direction is that of the language, also before a name in Latin
    pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
    return made;
  }

  void speak(std::string_view language, bool rtl) const {
    pango_context_set_language(context, pango_language_from_string(std::string(language).c_str()));
    pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  }

  void arc(double x, double y, double radius, double from_turn, double to_turn) const {
    const auto angle = [](double turn) { return 2 * std::numbers::pi * (turn - 0.25); };
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x, y, radius, angle(from_turn), angle(to_turn));
  }

  void rounded(const Box& box, double radius) const {
    arc(box.right - radius, box.top + radius, radius, 0, 0.25);
    const auto corner = [&](double x, double y, double from) {
      const double angle = 2 * std::numbers::pi * (from - 0.25);
      cairo_arc(cairo, x, y, radius, angle, angle + std::numbers::pi / 2);
    };
    corner(box.right - radius, box.bottom - radius, 0.25);
    corner(box.left + radius, box.bottom - radius, 0.5);
    corner(box.left + radius, box.top + radius, 0.75);
    cairo_close_path(cairo);
  }

  void stroke(const Pen& pen) const {
    take(pen.colour);
    cairo_set_line_width(cairo, pen.width);
    const double dashes[] = {pen.on, pen.off};
    cairo_set_dash(cairo, dashes, pen.on > 0 ? 2 : 0, 0);
    cairo_stroke(cairo);
  }

  void clip() const {
    cairo_path_t* path = cairo_copy_path(cairo);
    cairo_new_path(cairo);
    cairo_save(cairo);
    cairo_append_path(cairo, path);
    cairo_path_destroy(path);
    cairo_clip(cairo);
  }

  double write(const TextStyle& style, std::string_view text, double x, double y, double width, int lines) const {
    const Layout made = layout(style, text);
    pango_layout_set_width(made.get(), pango_units(width));
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(made.get(), -lines);
    pango_layout_set_ellipsize(made.get(), PANGO_ELLIPSIZE_END);
    const bool at_right = pango_context_get_base_dir(context) == PANGO_DIRECTION_RTL;
    pango_layout_set_alignment(made.get(), style.align == Align::centre ? PANGO_ALIGN_CENTER
                                           : at_right                   ? PANGO_ALIGN_RIGHT
                                                                        : PANGO_ALIGN_LEFT);
    demand_fonts(made.get());
    take(style.colour);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, made.get());
    cairo_new_path(cairo);
    int height = 0;
    pango_layout_get_size(made.get(), nullptr, &height);
    return from_pango(height);
  }

  void write_at(const TextStyle& style, std::string_view text, double x, double y, const Pen* halo) const {
    const Layout made = layout(style, text);
    demand_fonts(made.get());
    PangoRectangle ink, logical;
    pango_layout_get_extents(made.get(), &ink, &logical);
    const double width = from_pango(logical.width);
    const double left = style.align == Align::left ? x : style.align == Align::right ? x - width : x - width / 2;
    // In the middle of what is seen of it: figures have nothing below their line.
    const double from = left - from_pango(logical.x), top = y - from_pango(ink.y) - from_pango(ink.height) / 2;
    cairo_move_to(cairo, from, top);
    if (halo != nullptr) {
      pango_cairo_layout_path(cairo, made.get());
      stroke(*halo);
      cairo_move_to(cairo, from, top);
    }
    take(style.colour);
    pango_cairo_show_layout(cairo, made.get());
    cairo_new_path(cairo);
  }

  double width_of(const TextStyle& style, std::string_view text) const {
    const Layout made = layout(style, text);
    demand_fonts(made.get());
    int width = 0;
    pango_layout_get_size(made.get(), &width, nullptr);
    return from_pango(width);
  }

  std::string png() const {
    std::string bytes;
    if (cairo_surface_write_to_png_stream(surface, append, &bytes) != CAIRO_STATUS_SUCCESS ||
        cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
      throw std::runtime_error("a picture could not be drawn");
    return bytes;
  }
};

Painter::Painter() = default;
Painter::~Painter() = default;

void Painter::carry_out(DrawingCall call, DrawingReader& reader, std::string& answer) const {
  const Picture& picture = *picture_;
  const auto number = [&] { return reader.take<double>(); };
  switch (call) {
    case DrawingCall::begin: return;
    case DrawingCall::speak: {
      const std::string_view language = reader.text();
      return picture.speak(language, reader.take<bool>());
    }
    case DrawingCall::move_to:
    case DrawingCall::line_to: {
      const double x = number(), y = number();
      return (call == DrawingCall::move_to ? cairo_move_to : cairo_line_to)(picture.cairo, x, y);
    }
    case DrawingCall::close: return cairo_close_path(picture.cairo);
    case DrawingCall::arc: {
      const double x = number(), y = number(), radius = number(), from = number();
      return picture.arc(x, y, radius, from, number());
    }
    case DrawingCall::rounded: {
      const Box box = reader.take<Box>();
      return picture.rounded(box, number());
    }
    case DrawingCall::rectangle: {
      const Box box = reader.take<Box>();
      return cairo_rectangle(picture.cairo, box.left, box.top, box.width(), box.height());
    }
    case DrawingCall::fill: picture.take(reader.take<Colour>()); return cairo_fill(picture.cairo);
    case DrawingCall::stroke: return picture.stroke(reader.take<Pen>());
    case DrawingCall::clip: return picture.clip();
    case DrawingCall::unclip: return cairo_restore(picture.cairo);
    case DrawingCall::write: {
      const auto style = reader.take<TextStyle>();
      const std::string_view text = reader.text();
      const double x = number(), y = number(), width = number();
      return put_argument(answer, picture.write(style, text, x, y, width, reader.take<int>()));
    }
    case DrawingCall::write_at: {
      const auto style = reader.take<TextStyle>();
      const std::string_view text = reader.text();
      const double x = number(), y = number();
      const bool has_halo = reader.take<bool>();
      const Pen halo = reader.take<Pen>();
      return picture.write_at(style, text, x, y, has_halo ? &halo : nullptr);
    }
    case DrawingCall::width_of: {
      const auto style = reader.take<TextStyle>();
      return put_argument(answer, picture.width_of(style, reader.text()));
    }
    case DrawingCall::png: answer = picture.png(); return;
  }
  throw std::runtime_error("a drawing has a call that is none");
}

std::string Painter::draw(std::string_view calls) {
  std::string answer;
  for (DrawingReader reader(calls); !reader.at_end();) {
    answer.clear();
    const auto call = reader.take<DrawingCall>();
    if (call == DrawingCall::begin) {
      const auto width = reader.take<unsigned>(), height = reader.take<unsigned>();
      picture_ = std::make_unique<Picture>(width, height, reader.take<double>());
      if (cairo_status(picture_->cairo) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("there is no room for a picture");
      continue;
    }
    if (!picture_) throw std::runtime_error("a drawing has not begun");
    carry_out(call, reader, answer);
  }
  return answer;
}

}  // namespace yaad::geo
