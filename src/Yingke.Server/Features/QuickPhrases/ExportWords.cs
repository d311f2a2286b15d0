using System.Text;
using Yingke.Domain.QuickPhrases;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.QuickPhrases;

/// <summary>Whose word list it becomes.</summary>
internal enum WordFormat { Sogou, Rime }

/// <summary>导出词库: a pack as a word list for input methods. A phrase without a code is called by its initials.</summary>
internal static class ExportWords
{
    private const int LongestCode = 20;

    public static async Task<IResult> Handle(Guid id, HttpContext http, EditPacks packs, CancellationToken cancel, Word<WordFormat>? format = null)
    {
        var pack = await packs.One(http.Agent()!, id, cancel);
        var words = pack.Phrases.Where(p => p.Text.Length > 0).Select(p => (Code: CodeOf(p.Code, p.Title ?? p.Text), Text: p.Text.ReplaceLineEndings(" "))).Where(w => w.Code.Length > 0).ToList();
        if (format?.Value == WordFormat.Rime)
            return Results.File(Encoding.UTF8.GetBytes(string.Concat(words.Select(w => $"{w.Text.Replace('\t', ' ')}\t{w.Code}\n"))), "text/plain; charset=utf-8", pack.Name + ".txt");
        // Places count from 1 for each code; the file is UTF-16, which is what the import of custom phrases reads.
        var lines = words.GroupBy(w => w.Code).SelectMany(g => g.Select((w, i) => $"{w.Code},{i + 1}={w.Text}\r\n"));
        return Results.File([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(string.Concat(lines))], "text/plain; charset=utf-16", pack.Name + ".txt");
    }

    private static string CodeOf(string? code, string text) =>
        code is { Length: > 0 } ? new string([.. code.Where(char.IsAsciiLetterLower)]) is { Length: > 0 } letters ? letters : FirstLetters(text) : FirstLetters(text);

    private static string FirstLetters(string text) =>
        string.Concat(Initials.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w[0]).Where(char.IsAsciiLetterLower).Take(LongestCode));
}
