using System.Globalization;
using Yingke.Domain;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Tables;

namespace Yingke.Server.Features.Knowledge.Files;

/// <summary>A row of the file that cannot be an entry, with the number that a spreadsheet shows beside it.</summary>
internal sealed record BadEntry(long Row, string Text, string Reason);

/// <summary>The entries of a csv or xlsx file, whose first row names the columns.</summary>
/// <param name="categoryOf">A category by its path or its name; null where there is none.</param>
internal sealed class ReadKnowledge(Func<string, Guid?> categoryOf)
{
    public const int MostRows = 20_000;
    private const int ListedBad = 200;

    public static readonly string[] Heads = ["类型", "问题", "其他问法", "答案", "分类", "商品", "生效日期", "失效日期", "状态"];

    private static readonly string[][] Names =
    [
        ["类型", "type", "kind"], ["问题", "标题", "标准问题", "标准问", "question", "title"], ["其他问法", "相似问法", "相似问", "phrasings", "similar questions"], ["答案", "回答", "内容", "正文", "answer", "content"],
        ["分类", "咨询分类", "category"], ["商品", "适用商品", "products", "product"], ["生效日期", "开始日期", "valid from"], ["失效日期", "结束日期", "valid to"],
    ];

    private static readonly char[] Separators = ['\n', '\r', '|', '｜', '；', ';'];
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    private readonly List<BadEntry> bad = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public int Rows { get; private set; }

    public int BadCount { get; private set; }

    public IReadOnlyList<BadEntry> Bad => bad;

    /// <summary>Those that can be entries, in the order of the file.</summary>
    /// <exception cref="BadTable">It is no table, has no head, or too many rows.</exception>
    public List<KnowledgeContent> Read(Stream file)
    {
        var found = new List<KnowledgeContent>();
        int[]? columns = null;
        var number = 0L;
        foreach (var row in TableRows.Read(file))
        {
            number++;
            if (columns is null)
            {
                columns = Array.ConvertAll(Names, names => Array.FindIndex(row, cell => names.Contains(cell.Trim().Trim('\uFEFF').ToLowerInvariant())));
                if (columns[1] < 0 || columns[3] < 0)
                    throw new BadTable("no_head");
                continue;
            }
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            if (++Rows > MostRows)
                throw new BadTable("too_large");
            var cells = Array.ConvertAll(columns, c => c >= 0 && c < row.Length ? Plainly(row[c]) : "");
            if (Entry(cells, out var content) is { } reason)
            {
                BadCount++;
                if (bad.Count < ListedBad)
                    bad.Add(new(number, cells[1].Length > 60 ? cells[1][..60] : cells[1], reason));
            }
            else
            {
                found.Add(content!);
            }
        }
        return columns is null ? throw new BadTable("not_a_table") : found;
    }

    /// <summary>Why the row is none, or null.</summary>
    private string? Entry(string[] cells, out KnowledgeContent? content)
    {
        content = null;
        if (cells.Contains(TableRows.Formula))
            return "formula";
        KnowledgeKind? kind = cells[0].ToLowerInvariant() switch { "" or "问答" or "问题" or "question" or "q&a" => KnowledgeKind.Question, "文章" or "article" => KnowledgeKind.Article, _ => null };
        if (kind is null)
            return "unknown_kind";
        var category = cells[4].Length == 0 ? null : categoryOf(cells[4]);
        if (cells[4].Length > 0 && category is null)
            return "unknown_category";
        if (!Day(cells[6], out var from) || !Day(cells[7], out var to))
            return "bad_date";
        try
        {
            content = new KnowledgeContent
            {
                Kind = kind.Value, Question = cells[1], Phrasings = Several(cells[2]), Answer = cells[3], CategoryId = category, Products = Several(cells[5]), ValidFrom = from, ValidTo = to,
            }.Checked();
        }
        catch (RuleViolation wrong)
        {
            return "bad_" + Platform.Storage.Conventions.Snake(wrong.Field ?? "row");
        }
        return seen.Add(PhraseBook.Plain(content.Question)) ? null : "twice";
    }

    private static string[] Several(string cell) => cell.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A date in words, or as spreadsheets count days.</summary>
    private static bool Day(string cell, out DateOnly? day)
    {
        day = null;
        if (cell.Length == 0)
            return true;
        if (DateOnly.TryParseExact(cell, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
            day = written;
        else if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 30_000 and < 80_000)
            day = DateOnly.FromDateTime(DateTime.FromOADate(serial));
        return day is not null;
    }

    /// <summary>Without the apostrophe that keeps a spreadsheet from taking a text for a formula.</summary>
    private static string Plainly(string cell) => cell.Trim() is ['\'', '=' or '+' or '-' or '@', ..] kept ? kept[1..] : cell.Trim();
}
