using System.Text;

namespace Yingke.Server.Platform.Tables;

/// <summary>A file that is no table, or one that would grow beyond all measure. The code is stable.</summary>
internal sealed class BadTable(string code) : Exception(code)
{
    public string Code { get; } = code;
}

/// <summary>The rows of a csv or xlsx file, in flat memory; a cell that holds a formula comes as <see cref="Formula"/>.</summary>
internal static class TableRows
{
    public const string Formula = "\u0001formula";

    /// <summary>Taobao's widest export has 39 columns.</summary>
    public const int MostColumns = 300;
    public const int LongestCell = 32_767;

    static TableRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<string[]> Read(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        var read = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == 4 && start.SequenceEqual("PK\u0003\u0004"u8))
            return XlsxRows.Read(file);
        // The old binary format of spreadsheets, and anything that is no text.
        if (read == 4 && (start[0] == 0xD0 && start[1] == 0xCF || start.Contains((byte)0)) && !IsUtf16(start))
            throw new BadTable("not_a_table");
        var encoding = EncodingOf(file);
        file.Position = 0;
        return CsvRows.Read(new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true));
    }

    private static bool IsUtf16(ReadOnlySpan<byte> start) => start[0] == 0xFF && start[1] == 0xFE || start[0] == 0xFE && start[1] == 0xFF;

    /// <summary>UTF-8 if all of it reads as UTF-8, else GBK: no Chinese text of some length is both.</summary>
    private static Encoding EncodingOf(Stream file)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, chars) = (new byte[1 << 16], new char[(1 << 16) + 4]);
        try
        {
            int read;
            while ((read = file.Read(bytes)) > 0)
                decoder.GetChars(bytes.AsSpan(0, read), chars, flush: false);
            decoder.GetChars([], chars, flush: true);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030");
        }
    }
}
