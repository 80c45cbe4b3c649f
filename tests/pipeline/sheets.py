"""Page images for tests: A4 sheets written on in millimetres, so that a test knows what stands where."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont

DPI = 200
WIDTH, HEIGHT = 210, 297
LEFT, RIGHT = 25.0, 190.0
SENTENCE = (
    "Các tổ chuyên môn rà soát thủ tục của mình, lập danh mục việc phải làm trong quý và gửi về văn phòng "
    "trước kỳ họp giao ban; văn phòng tổng hợp, trình người đứng đầu quyết định rồi niêm yết tại nơi tiếp dân."
)


def pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * DPI)


class Sheet:
    """An A4 page at 200 dpi, or of another size in millimetres; grey, or in colour."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, *, paper: int = 255, colour: bool = False) -> None:
        fill = (paper, paper, paper) if colour else paper
        self.image = Image.new("RGB" if colour else "L", (pixels(width), pixels(height)), fill)
        self.draw = ImageDraw.Draw(self.image)

    def write(self, x: float, y: float, text: str, *, points: float = 13, fill: object = "black") -> float:
        """Write a line with its top at `y`, and return where it ends."""
        font = _font(points)
        self.draw.text((pixels(x), pixels(y)), text, fill=fill, font=font)
        return x + font.getlength(text) / DPI * 25.4

    def centre(self, x: float, y: float, text: str, **how: object) -> None:
        """Write a line with its middle at `x`."""
        wide = _font(float(how.get("points", 13))).getlength(text) / DPI * 25.4
        self.write(x - wide / 2, y, text, **how)

    def prose(self, y: float, lines: int, *, left: float = LEFT, right: float = RIGHT, points: float = 13) -> float:
        """Write justified lines, and return the height below them."""
        font = _font(points)
        words = (SENTENCE + " ") * (lines + 1)
        rest = words.split()
        for _ in range(lines):
            line: list[str] = []
            room = (right - left) / 25.4 * DPI
            while rest and font.getlength(" ".join([*line, rest[0]])) <= room:
                line.append(rest.pop(0))
            white = (room - sum(map(font.getlength, line))) / (len(line) - 1)
            x = left / 25.4 * DPI
            for word in line:
                self.draw.text((round(x), pixels(y)), word, fill="black", font=font)
                x += font.getlength(word) + white
            y += points * 0.46
        return y

    def table(self, xs: list[float], ys: list[float], *, thick: int = 2, fill: object = "black") -> None:
        """Rule a table with these borders."""
        for x in xs:
            self.line((x, ys[0]), (x, ys[-1]), thick=thick, fill=fill)
        for y in ys:
            self.line((xs[0], y), (xs[-1], y), thick=thick, fill=fill)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, thick: int = 2, fill: object = "black"
    ) -> None:
        self.draw.line([(pixels(x), pixels(y)) for x, y in (start, end)], fill=fill, width=thick)

    def seal(self, x: float, y: float, *, fill: object, diameter: float = 36) -> None:
        """Put a round seal with two rings and letters about its middle."""
        for radius in (diameter / 2, diameter / 2 - 6):
            box = [pixels(side) for side in (x - radius, y - radius, x + radius, y + radius)]
            self.draw.ellipse(box, outline=fill, width=5)
        self.centre(x, y - 6, "SỞ", points=16, fill=fill)
        self.centre(x, y + 1, "Y TẾ", points=16, fill=fill)


def _font(points: float) -> ImageFont.FreeTypeFont:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return ImageFont.truetype(str(folder / "DejaVuSerif.ttf"), round(points * DPI / 72 * 0.9))


def letterhead(sheet: Sheet, y: float = 20) -> None:
    """The blocks of a letterhead, the right one a little lower than the left."""
    for n, text in enumerate(("SỞ Y TẾ", "TRUNG TÂM KIỂM NGHIỆM", "Số: 12/KH-TTKN")):
        sheet.centre(60, y + 6 * n, text, points=12)
    for n, text in enumerate(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ngày 5 tháng 3")):
        sheet.centre(142, y + 1 + 6 * n, text, points=11)
