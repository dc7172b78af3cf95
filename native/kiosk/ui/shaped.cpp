// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/shaped.hpp"

#include <functional>
#include <string>

#include "kiosk/ui/paint.hpp"

namespace yiping::kiosk::ui {
namespace {

/// A screen that comes back soon finds its texts again.
constexpr int kUnusedFrames = 600;

std::string key_of(std::string_view text, const ShapeOptions& options) {
  std::string key(text);
  for (const int part : {options.pixels, options.weight, options.max_inline,
                         static_cast<int>(options.direction), static_cast<int>(options.writing)}) {
    key += '\0' + std::to_string(part);
  }
  return key;
}

std::unique_ptr<ImTextureData> texture_of(const ShapedText& shaped) {
  auto texture = std::make_unique<ImTextureData>();
  texture->Create(ImTextureFormat_RGBA32, shaped.width, shaped.height);
  // White, so that the colour it is drawn with is its colour.
  auto* const pixels = static_cast<unsigned char*>(texture->GetPixels());
  for (std::size_t i = 0; i < shaped.alpha.size(); ++i) {
    for (std::size_t channel = 0; channel < 3; ++channel) pixels[4 * i + channel] = 0xFF;
    pixels[4 * i + 3] = shaped.alpha[i];
  }
  register_texture(*texture);
  return texture;
}

}  // namespace

ShapedTexts::~ShapedTexts() {
  if (ImGui::GetCurrentContext() == nullptr) return;
  for (auto& [key, kept] : kept_) unregister_texture(*kept.texture);
}

ShapedTexts::Picture ShapedTexts::of(std::string_view text, const ShapeOptions& options) {
  Kept& kept = kept_[std::hash<std::string>{}(key_of(text, options))];
  if (kept.texture == nullptr) {
    const ShapedText shaped = shape(text, options);
    kept.texture = texture_of(shaped);
    kept.missing = shaped.missing;
  }
  kept.unused = 0;
  return {kept.texture->GetTexRef(), kept.texture->Width, kept.texture->Height, kept.missing};
}

void ShapedTexts::begin_frame() {
  for (auto at = kept_.begin(); at != kept_.end();) {
    ImTextureData& texture = *at->second.texture;
    if (texture.Status == ImTextureStatus_Destroyed) {
      unregister_texture(texture);
      at = kept_.erase(at);
      continue;
    }
    if (++at->second.unused > kUnusedFrames && texture.Status == ImTextureStatus_OK) {
      texture.Status = ImTextureStatus_WantDestroy;
      texture.UnusedFrames = 1;
    }
    ++at;
  }
}

}  // namespace yiping::kiosk::ui
