"""What an editor shows beside each key of a scenario or ruleset, in both languages."""

from __future__ import annotations

from orgplan.text import Text

BY_MODEL: dict[str, dict[str, Text]] = {
    "Scenario": {
        "orgplan": Text("phiên bản mẫu tệp, luôn là 1", "version of the format, always 1"),
        "name": Text("tên phương án, in trên mọi kết quả", "name, printed on every output"),
        "language": Text("ngôn ngữ kết quả: vi hoặc en", "language of every output: vi or en"),
        "organisation": Text(
            "tệp đơn vị, danh sách tệp hoặc mẫu như `units/*.csv`",
            "organisation file, a list of files, or a pattern as `units/*.csv`",
        ),
        "ruleset": Text(
            "bộ quy định: tên có sẵn, đường dẫn, hoặc {name: …, tham số}",
            "ruleset: a built-in name, a path, or {name: …, parameters}",
        ),
        "kind": Text(
            "loại hình của đơn vị mà bảng không ghi", "kind of the units whose table names none"
        ),
        "staff_includes_subunits": Text(
            "biên chế trong bảng đã gồm cả đơn vị trực thuộc",
            "posts in the table include those of sub-units",
        ),
        "awaited": Text(
            "mã hoặc tên các cơ quan phải gửi số liệu; còn thiếu thì được nêu tên",
            "ids or names of the agencies that must send a file; missing ones are named",
        ),
        "function_list": Text(
            "danh mục mã chức năng: mã, tên tiếng Việt, tên tiếng Anh",
            "list of function codes: code, Vietnamese, English",
        ),
        "lock": Text(
            "cơ quan giữ đúng như phương án đã thống nhất",
            "agencies that come out as in an agreed plan",
        ),
        "decisions": Text(
            "tên gọi, hình thức, trụ sở, phê duyệt: được in ra, không ảnh hưởng phép tính",
            "names, forms, seats, approvals: printed, never optimised",
        ),
        "road_map": Text("lộ trình xử lý cấp phó dôi dư", "road map for surplus leaders"),
        "audit": Text("điều cần nói thêm để rà soát", "what an audit has to be told"),
        "scope": Text("các cơ quan được sắp xếp", "agencies that the plan may change"),
        "count": Text("đơn vị nào tính là đầu mối", "which units count"),
        "given": Text(
            "thay đổi đã có chủ trương, áp dụng trước", "changes already decided, applied first"
        ),
        "target": Text("mục tiêu cắt giảm đầu mối", "how many counted units must go"),
        "operations": Text("những thao tác được phép", "what a plan may do"),
        "rules": Text("điều kiện bắt buộc", "limits that a plan must keep"),
        "willingness": Text(
            "mã quy tắc, mã đứng trước được nới trước khi không có phương án",
            "ids of rules, first those to give up first when there is no plan",
        ),
        "disable": Text("mã quy tắc tắt đi", "ids of rules to switch off"),
        "enable": Text("mã quy tắc tùy chọn bật lên", "ids of optional rules to switch on"),
        "goals": Text(
            "mục tiêu tối ưu, quan trọng nhất trước", "what is better, most important first"
        ),
        "settings": Text("thời gian và cách tìm", "how long and how to search"),
    },
    "RulesetChoice": {"name": Text("tên bộ quy định", "name of the ruleset")},
    "Scope": {"agencies": Text("all hoặc danh sách mã cơ quan", "all, or a list of agency ids")},
    "Count": {
        "kinds": Text("loại hình tính là đầu mối", "kinds that count"),
        "baseline": Text(
            "so với số đầu mối sau hay trước thay đổi đã có chủ trương",
            "measure after or before the given changes",
        ),
    },
    "Settings": {
        "time_limit": Text("giới hạn thời gian, giây", "time limit in seconds"),
        "workers": Text(
            "số tiến trình; không đổi kết quả, hiện luôn dùng một",
            "processes; never changes the answer, at present one is used",
        ),
        "seed": Text("hạt giống ngẫu nhiên", "seed of the search"),
    },
    "Lock": {
        "plan": Text("tệp phương án đã thống nhất", "the agreed plan file"),
        "agencies": Text("mã các cơ quan giữ nguyên phương án", "ids of the agencies"),
    },
    "Decision": {
        "unit": Text("mã đơn vị, hoặc mã cơ quan cho cả cơ quan", "unit, or agency for all in it"),
        "name": Text("tên gọi mới", "new name"),
        "form": Text("hình thức sắp xếp", "legal form of the change"),
        "seat": Text("trụ sở", "where it sits"),
        "head": Text("người đứng đầu, hoặc to_be_decided", "its head, or to_be_decided"),
        "approved": Text("văn bản phê duyệt", "the approval"),
    },
    "Approval": {
        "by": Text("cơ quan phê duyệt", "who approved"),
        "number": Text("số, ký hiệu văn bản", "number of the document"),
        "date": Text("ngày văn bản, như 2025-03-01", "its date, as 2025-03-01"),
        "plan": Text("tệp phương án đã được phê duyệt", "the plan file that was approved"),
    },
    "RoadMap": {
        "decided": Text(
            "ngày quyết định sắp xếp có hiệu lực", "day on which the decision takes effect"
        ),
        "years": Text("số năm, 1 đến 5", "years, 1 to 5"),
    },
    "AuditOptions": {
        "more_deputies": Text(
            "số cấp phó được thêm ngoài mức bình quân, theo mã cơ quan",
            "deputies on top of the average, by agency",
        ),
    },
    "GivenMerge": {
        "merge": Text("đơn vị kết thúc", "units that end"),
        "into": Text("đơn vị tiếp nhận", "the receiver"),
        "name": Text("tên mới của đơn vị tiếp nhận", "new name of the receiver"),
    },
    "GivenMove": {
        "move": Text("đơn vị chuyển đi", "units put elsewhere"),
        "to": Text("cấp trên mới", "their new parent"),
    },
    "GivenTransfer": {
        "transfer": Text("chức năng chuyển đi", "functions that leave"),
        "from": Text("rời đơn vị hoặc cơ quan này", "from this unit or agency"),
        "to": Text("đơn vị tiếp nhận", "the receiver"),
    },
    "Operations": {
        "merge": Text("sáp nhập: true, false hoặc phạm vi", "merging: true, false or its reach"),
        "dissolve": Text(
            "chia một đơn vị cho nhiều nơi", "splitting a unit over several receivers"
        ),
        "transfer": Text(
            "chuyển từng chức năng của đơn vị còn lại", "functions that may leave a surviving unit"
        ),
        "flatten": Text("loại hình được bỏ cấp bên trong", "kinds that may absorb their sub-units"),
        "convert": Text("loại hình → loại hình mới", "kind → the kind that it may become"),
    },
    "MergeOptions": {
        "cousins": Text(
            "cả đơn vị của hai nơi nhập vào nhau", "also units whose parents end in the same unit"
        ),
        "across": Text("các nơi được sáp nhập chéo", "parents between which units may merge"),
    },
    "AcrossEntry": {
        "from": Text("đơn vị, hoặc nơi có đơn vị, được nhập đi", "units, or parents of units"),
        "to": Text("đơn vị tiếp nhận", "the receiver"),
        "kinds": Text("chỉ các loại hình này", "only these kinds"),
    },
    "DissolveOptions": {
        "kinds": Text("loại hình được chia", "kinds that may be split"),
        "units": Text("đơn vị được chia", "units that may be split"),
    },
    "TransferOptions": {"functions": Text("mã chức năng", "function codes")},
    "Target": {
        "cut": Text("tỷ lệ cắt giảm, như 15%", "share that must go, as 15%"),
        "per": Text("tính chung hay từng cơ quan", "over the total or in each agency"),
        "round": Text("làm tròn lên hay xuống", "round up or down"),
    },
    "TierData": {
        "slack": Text("mức nới cho các mục tiêu sau, như 3%", "margin for later tiers, as 3%"),
    },
    "SubunitBounds": {
        "or_none": Text("hoặc không có đơn vị nào", "or none at all"),
    },
    "Ruleset": {
        "orgplan_ruleset": Text("phiên bản mẫu tệp, luôn là 1", "version of the format, always 1"),
        "name": Text("tên bộ quy định", "name of the ruleset"),
        "in_force_confirmed": Text("đã đối chiếu hai mốc thời gian", "both dates were checked"),
        "in_force": Text("thời gian hiệu lực", "when it is in force"),
        "parameters": Text("điều cần biết trước", "what it must be told"),
        "kinds": Text("loại hình đơn vị; * là mọi loại khác", "kinds of units; * is every other"),
        "leaders": Text("số cấp phó tối đa", "how many deputies a unit may have"),
        "surplus_leaders": Text(
            "thời hạn xử lý cấp trưởng, cấp phó dôi dư",
            "how long leaders above the quota may stay",
        ),
        "directors": Text(
            "số cấp phó bình quân của người đứng đầu cơ quan",
            "deputies of the heads of agencies, on average",
        ),
        "ordering": Text(
            "tương quan số cấp phó giữa các đơn vị; chỉ để rà soát",
            "how the deputies of one unit bind those of another; audit only",
        ),
        "rules": Text("điều kiện bắt buộc", "limits that a plan must keep"),
    },
    "Kind": {
        "agency": Text("là cơ quan", "is an agency"),
        "counted": Text("tính là đầu mối", "counts for the target"),
        "called": Text(
            "tên đơn vị loại này bắt đầu bằng những từ nào",
            "first words of the names of such units",
        ),
        "absorbs": Text("tiếp nhận được loại hình nào", "kinds that it may receive"),
        "contains": Text("loại hình trực thuộc được phép", "kinds that may stand below it"),
    },
    "LeaderQuota": {
        "by_staff": Text("[đến số biên chế, số cấp phó]", "[posts up to, deputies]"),
        "by_subunits": Text(
            "[đến số đơn vị trực thuộc, số cấp phó]", "[sub-units up to, deputies]"
        ),
    },
    "SurplusPeriod": {
        "years": Text(
            "số năm kể từ ngày quyết định có hiệu lực, 1 đến 5",
            "years from the day on which the decision takes effect, 1 to 5",
        ),
    },
    "DirectorQuota": {
        "kinds": Text("loại hình cơ quan được tính bình quân", "kinds of agencies averaged over"),
        "average": Text("số cấp phó bình quân", "deputies on average"),
        "additions": Text("trường hợp được tăng thêm, bằng lời", "what may be added, in words"),
    },
    "OrderingRule": {
        "clause": Text(
            "superior: không quá cấp trên trực tiếp; inner_units: nơi không có đơn vị bên trong "
            "không quá nơi có",
            "superior: no more than the direct superior; inner_units: without inner units no "
            "more than with",
        ),
        "question": Text("điểm chưa rõ, in kèm", "what is not settled, printed"),
    },
    "Parameter": {
        "required": Text("bắt buộc", "must be given"),
        "values": Text("các giá trị", "its values"),
    },
}

BY_KEY: dict[str, Text] = {
    "rule": Text("tên quy tắc", "name of the rule"),
    "id": Text("mã riêng của quy tắc này", "id of this rule"),
    "cite": Text("căn cứ pháp lý", "legal basis"),
    "note": Text("ghi chú, được in ra", "remark, printed"),
    "confirmed": Text("đã đối chiếu Công báo", "checked against the official gazette"),
    "enabled": Text("có hiệu lực ngay", "whether it holds by default"),
    "label": Text("tên gọi", "what it is called"),
    "kinds": Text("loại hình", "kinds"),
    "units": Text("mã đơn vị", "ids of units"),
    "into": Text("đơn vị tiếp nhận", "the receiver"),
    "parents": Text("loại hình cấp trên → giới hạn", "kind of the parent → bounds"),
    "at_least": Text("ít nhất", "at least"),
    "at_most": Text("nhiều nhất", "at most"),
    "per": Text("tính chung hay từng cơ quan", "over the total or in each agency"),
    "pairs": Text("các cặp chức năng phải tách", "pairs of functions to be kept apart"),
    "functions": Text("mã chức năng, hoặc all", "function codes, or all"),
    "within": Text("trong cơ quan hay toàn tổ chức", "in each agency or altogether"),
    "applies_to": Text("mọi đơn vị hay chỉ đơn vị thay đổi", "all units or changed ones only"),
    "goal": Text("tên mục tiêu", "name of the goal"),
    "unknown": Text("cho khối không rõ chức năng, 0 đến 1", "for general blocks, 0 to 1"),
    "low": Text("quy mô tối thiểu mong muốn", "least size wanted"),
    "high": Text("quy mô tối đa mong muốn", "greatest size wanted"),
    "plan": Text("tệp phương án để so sánh", "plan file to compare with"),
    "vi": Text("tiếng Việt", "in Vietnamese"),
    "en": Text("tiếng Anh", "in English"),
    "from": Text("từ", "from"),
    "to": Text("đến", "to"),
}
