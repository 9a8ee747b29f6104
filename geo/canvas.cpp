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

}  // namespace

double Box::overlap(const Box& other) const {
  const double w = std::min(right, other.right) - std::max(left, other.left);
  const double h = std::min(bottom, other.bottom) - std::max(top, other.top);
  return w > 0 && h > 0 ? w * h : 0;
}

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

struct Canvas::Made {
  cairo_surface_t* surface;
  cairo_t* cairo;
  PangoContext* context;

  Made(unsigned width, unsigned height, double scale)
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
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
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
};

Canvas::Canvas(unsigned width, unsigned height, double scale) : made_(std::make_unique<Made>(width, height, scale)) {
  if (cairo_status(made_->cairo) != CAIRO_STATUS_SUCCESS) throw std::runtime_error("there is no room for a picture");
}
Canvas::~Canvas() = default;

void Canvas::speak(std::string_view language, bool rtl) {
  pango_context_set_language(made_->context, pango_language_from_string(std::string(language).c_str()));
  pango_context_set_base_dir(made_->context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
}

void Canvas::move_to(double x, double y) { cairo_move_to(made_->cairo, x, y); }
void Canvas::line_to(double x, double y) { cairo_line_to(made_->cairo, x, y); }
void Canvas::close() { cairo_close_path(made_->cairo); }

void Canvas::arc(double x, double y, double radius, double from_turn, double to_turn) {
  const auto angle = [](double turn) { return 2 * std::numbers::pi * (turn - 0.25); };
  cairo_new_sub_path(made_->cairo);
  cairo_arc(made_->cairo, x, y, radius, angle(from_turn), angle(to_turn));
}

void Canvas::rounded(const Box& box, double radius) {
  arc(box.right - radius, box.top + radius, radius, 0, 0.25);
  const auto corner = [&](double x, double y, double from) {
    const double angle = 2 * std::numbers::pi * (from - 0.25);
    cairo_arc(made_->cairo, x, y, radius, angle, angle + std::numbers::pi / 2);
  };
  corner(box.right - radius, box.bottom - radius, 0.25);
  corner(box.left + radius, box.bottom - radius, 0.5);
  corner(box.left + radius, box.top + radius, 0.75);
  close();
}

void Canvas::rectangle(const Box& box) { cairo_rectangle(made_->cairo, box.left, box.top, box.width(), box.height()); }

void Canvas::fill(Colour colour) {
  made_->take(colour);
  cairo_fill(made_->cairo);
}

void Canvas::stroke(const Pen& pen) {
  made_->take(pen.colour);
  cairo_set_line_width(made_->cairo, pen.width);
  const double dashes[] = {pen.on, pen.off};
  cairo_set_dash(made_->cairo, dashes, pen.on > 0 ? 2 : 0, 0);
  cairo_stroke(made_->cairo);
}

void Canvas::clip() {
  cairo_path_t* path = cairo_copy_path(made_->cairo);
  cairo_new_path(made_->cairo);
  cairo_save(made_->cairo);
  cairo_append_path(made_->cairo, path);
  cairo_path_destroy(path);
  cairo_clip(made_->cairo);
}
void Canvas::unclip() { cairo_restore(made_->cairo); }

double Canvas::write(const TextStyle& style, std::string_view text, double x, double y, double width, int lines) {
  const Layout layout = made_->layout(style, text);
  pango_layout_set_width(layout.get(), pango_units(width));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height(layout.get(), -lines);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  const bool at_right = pango_context_get_base_dir(made_->context) == PANGO_DIRECTION_RTL;
  pango_layout_set_alignment(layout.get(), style.align == Align::centre ? PANGO_ALIGN_CENTER
                                           : at_right                   ? PANGO_ALIGN_RIGHT
                                                                        : PANGO_ALIGN_LEFT);
  made_->take(style.colour);
  cairo_move_to(made_->cairo, x, y);
  pango_cairo_show_layout(made_->cairo, layout.get());
  cairo_new_path(made_->cairo);
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return from_pango(height);
}

void Canvas::write_at(const TextStyle& style, std::string_view text, double x, double y, const Pen* halo) {
  const Layout layout = made_->layout(style, text);
  PangoRectangle ink, logical;
  pango_layout_get_extents(layout.get(), &ink, &logical);
  const double width = from_pango(logical.width);
  const double left = style.align == Align::left ? x : style.align == Align::right ? x - width : x - width / 2;
  // In the middle of what is seen of it: figures have nothing below their line.
  cairo_move_to(made_->cairo, left - from_pango(logical.x), y - from_pango(ink.y) - from_pango(ink.height) / 2);
  if (halo != nullptr) {
    pango_cairo_layout_path(made_->cairo, layout.get());
    stroke(*halo);
    cairo_move_to(made_->cairo, left - from_pango(logical.x), y - from_pango(ink.y) - from_pango(ink.height) / 2);
  }
  made_->take(style.colour);
  pango_cairo_show_layout(made_->cairo, layout.get());
  cairo_new_path(made_->cairo);
}

double Canvas::width_of(const TextStyle& style, std::string_view text) {
  int width = 0;
  pango_layout_get_size(made_->layout(style, text).get(), &width, nullptr);
  return from_pango(width);
}

std::string Canvas::png() const {
  std::string bytes;
  if (cairo_surface_write_to_png_stream(made_->surface, append, &bytes) != CAIRO_STATUS_SUCCESS ||
      cairo_status(made_->cairo) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("a picture could not be drawn");
  return bytes;
}

}  // namespace yaad::geo
