using System.Text;
using System.Text.Unicode;

namespace Yingke.Domain.Conversations;

/// <summary>
/// Reads a file piece by piece and says at the end whether it is plain text: valid UTF-8, no NUL, and nothing that a browser would take for a
/// page or a system for a program.
/// </summary>
public sealed class PlainText
{
    /// <summary>Where browsers look when they guess; a page must not hide behind blank lines or a comment there.</summary>
    private const int Looked = 2048;

    private static readonly string[] Marks = ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<object", "<embed", "<?xml", "<!--"];

    private readonly StringBuilder beginning = new();
    private byte[] rest = [];
    private bool broken;

    public void Read(ReadOnlySpan<byte> piece)
    {
        if (broken)
            return;
        byte[] joined = [.. rest, .. piece];
        if (joined.AsSpan().Contains((byte)0))
        {
            broken = true;
            return;
        }
        Span<char> characters = new char[joined.Length];
        var status = Utf8.ToUtf16(joined, characters, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: false);
        broken = status == System.Buffers.OperationStatus.InvalidData;
        rest = joined[read..];
        if (beginning.Length < Looked)
            beginning.Append(characters[..Math.Min(written, Looked - beginning.Length)]);
    }

    /// <summary>True if all that was read is plain text; half a character at the end is none.</summary>
    public bool IsOne
    {
        get
        {
            var text = beginning.ToString().TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\f');
            return !broken && rest.Length == 0 && text.Length > 0 && !text.StartsWith("#!", StringComparison.Ordinal)
                && !Marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
        }
    }
}
