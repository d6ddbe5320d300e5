"""The page that says what the files of a new start are, and what to do next."""

from __future__ import annotations

from orgplan.text import LANGUAGES, Language, Text

_TITLE = Text("Bắt đầu", "Getting started")
_FILES = Text("Các tệp", "The files")
_NEXT = Text("Ba lệnh tiếp theo", "The next three commands")

_SCENARIO = Text(
    "kịch bản: đơn vị nào, quy định nào, mục tiêu, quy tắc, thế nào là tốt hơn. Mở bằng trình soạn "
    "thảo văn bản (Notepad); lời giải thích nằm ngay trong tệp.",
    "the scenario: which units, which statute, the target, the rules, what is better. Open it in "
    "any text editor; the explanations are in the file.",
)
_TEMPLATE = Text(
    "mẫu danh sách đơn vị (Excel). Các dòng đang có là ví dụ: xóa đi rồi nhập đơn vị của mình. "
    "Trang «{guide}» nói rõ từng cột.",
    "a template for the list of units (Excel). Its rows are an example: delete them and enter your "
    "own units. The sheet “{guide}” explains every column.",
)
_COMPLETED = Text(
    "danh sách đơn vị lập từ tệp của cơ quan. Ô in nghiêng trên nền màu là giá trị do máy suy ra: "
    "xem trang «{guesses}», sửa ở trang «{units}» nếu chưa đúng.",
    "the list of units made from your own files. Cells in italics on a coloured ground were "
    "concluded: see the sheet “{guesses}”, correct them on the sheet “{units}”.",
)
_DUTIES = Text(
    "Nhiệm vụ ghi bằng lời nằm ở trang «{duties}»: chọn mã chức năng cho từng dòng.",
    "Duties in words are on the sheet “{duties}”: choose a function code for every row.",
)
_FUNCTIONS = Text(
    "danh mục chức năng của cơ quan: mã và tên gọi.", "your list of functions: codes and names."
)
_STEPS = (
    (
        "orgplan validate scenario.yaml",
        Text("kiểm tra mọi tệp, nêu từng lỗi kèm vị trí", "check all files; errors with places"),
    ),
    (
        "orgplan audit scenario.yaml",
        Text(
            "hiện trạng: số đầu mối, quy mô, chỗ vướng quy định",
            "the organisation as it is: counts, sizes, what breaks a rule",
        ),
    ),
    (
        "orgplan solve scenario.yaml",
        Text(
            "tìm phương án tốt nhất; kết quả ở thư mục out/scenario",
            "find the best plan; the results are in the folder out/scenario",
        ),
    ),
)
_INSIDE = Text("Chạy trong thư mục này:", "Run them in this folder:")
_LAW = Text(
    "Số liệu của bộ quy định phải được đối chiếu với văn bản gốc trước khi trình; phương án là dự "
    "thảo để người có thẩm quyền quyết định.",
    "Check the figures of the statute against the original before anything is submitted; a plan is "
    "a draft for those who decide.",
)


def readme(
    *, scenario: str, units: str, functions: str, sheets: dict[str, str], own: bool, duties: bool
) -> str:
    """The text of the page, in Vietnamese and then in English.

    Parameters
    ----------
    scenario, units, functions
        Names of the files; the last one is empty where there is no function list.
    sheets
        What the sheets ``units``, ``duties``, ``guesses``, ``guide`` are called.
    own
        Whether the list of units was made from the department's own files.
    duties
        Whether there are duties in words that need codes.
    """
    parts: list[str] = []
    for language in LANGUAGES:
        lines = [f"# {_TITLE.to(language)}", "", f"## {_FILES.to(language)}", ""]
        lines.append(f"* `{scenario}` – {_SCENARIO.to(language)}")
        about = (_COMPLETED if own else _TEMPLATE).to(language)
        if own and duties:
            about += " " + _DUTIES.to(language)
        lines.append(f"* `{units}` – {about.format(**sheets)}")
        if functions:
            lines.append(f"* `{functions}` – {_FUNCTIONS.to(language)}")
        parts.append("\n".join([*lines, "", *_next(language)]))
    return "\n\n".join(parts) + "\n"


def _next(language: Language) -> list[str]:
    steps = [f"{n}. `{run}` – {what.to(language)}" for n, (run, what) in enumerate(_STEPS, 1)]
    heading = f"## {_NEXT.to(language)}"
    return [heading, "", _INSIDE.to(language), "", *steps, "", _LAW.to(language)]
