using Yingke.Domain.Quality;
using Yingke.Server.Platform.Tables;

namespace Yingke.Server.Features.Quality.Phrases.Imports;

/// <summary>
/// The phrases of a file. With a head (违禁词, 级别, 礼貌说法, 备注) its columns count; without one every cell is a phrase, as in the word lists that go
/// around: one a line.
/// </summary>
internal sealed class ReadPhrases(PhraseSeverity usual)
{
    private static readonly string[] Phrases = ["违禁词", "敏感词", "词语", "词", "短语", "phrase", "word"];
    private static readonly string[] Severities = ["级别", "严重程度", "处理", "severity"];
    private static readonly string[] Replacements = ["礼貌说法", "替换", "建议说法", "replacement"];
    private static readonly string[] Notes = ["备注", "说明", "note"];
    private static readonly Dictionary<string, PhraseSeverity> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["拦截"] = PhraseSeverity.Block, ["禁止发送"] = PhraseSeverity.Block, ["block"] = PhraseSeverity.Block, ["提醒"] = PhraseSeverity.Warn, ["确认"] = PhraseSeverity.Warn, ["warn"] = PhraseSeverity.Warn,
        ["标记"] = PhraseSeverity.Mark, ["mark"] = PhraseSeverity.Mark,
    };

    private readonly Dictionary<string, PhraseCandidate> found = [];
    private readonly List<BadPhrase> bad = [];

    public IReadOnlyCollection<PhraseCandidate> Found => found.Values;

    public int Repeated { get; private set; }

    public int BadCount { get; private set; }

    public IReadOnlyList<BadPhrase> Bad => bad;

    /// <exception cref="BadTable">It is no table, or has more entries than a list may have.</exception>
    public void Read(Stream file)
    {
        (int Phrase, int Severity, int Replacement, int Note)? columns = null;
        var number = 0L;
        foreach (var row in TableRows.Read(file))
        {
            if (++number == 1 && Column(row, Phrases) is >= 0 and var phrase)
            {
                columns = (phrase, Column(row, Severities), Column(row, Replacements), Column(row, Notes));
                continue;
            }
            if (columns is { } known)
                Take(number, Cell(row, known.Phrase), Cell(row, known.Severity), Cell(row, known.Replacement), Cell(row, known.Note));
            else
                Array.ForEach(row, cell => Take(number, Plainly(cell), "", "", ""));
            if (found.Count > EditPhrases.MostPhrases)
                throw new BadTable("too_large");
        }
        if (number == 0)
            throw new BadTable("not_a_table");
    }

    private void Take(long row, string text, string severity, string replacement, string note)
    {
        if (text.Length == 0)
            return;
        var plain = PhraseBook.Plain(text);
        var reason = text == TableRows.Formula ? "formula" : text.Length > EditPhrases.LongestText ? "too_long" : plain.Length == 0 || text.Any(char.IsControl) ? "no_text"
            : severity.Length > 0 && !Words.ContainsKey(severity) ? "unknown_severity" : replacement.Length > 200 || note.Length > 200 ? "too_long"
            : replacement.Length > 0 && PhraseBook.Plain(replacement).Contains(plain, StringComparison.Ordinal) ? "bad_replacement" : null;
        if (reason is not null)
        {
            BadCount++;
            if (bad.Count < PhraseImport.ListedBad)
                bad.Add(new(row, text.Length > 40 ? text[..40] : text, reason));
            return;
        }
        var candidate = new PhraseCandidate
        {
            Text = text, Plain = plain, Severity = severity.Length > 0 ? Words[severity] : usual, Replacement = replacement.Length > 0 ? replacement : null, Note = note.Length > 0 ? note : null,
        };
        if (!found.TryAdd(plain, candidate))
            Repeated++;
    }

    private static int Column(string[] row, string[] names) => Array.FindIndex(row, cell => names.Contains(Plainly(cell), StringComparer.OrdinalIgnoreCase));

    private static string Cell(string[] row, int column) => column >= 0 && column < row.Length ? Plainly(row[column]) : "";

    private static string Plainly(string cell) => cell.Trim().Trim('\uFEFF').Trim();
}
