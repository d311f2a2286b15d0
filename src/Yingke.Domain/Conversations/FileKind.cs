namespace Yingke.Domain.Conversations;

/// <summary>What an uploaded file is, by its content.</summary>
/// <param name="Type">The media type it is served with, whatever its name says.</param>
/// <param name="Endings">Endings that a name of this kind may have; the first is put behind any other.</param>
public sealed record FileKind(string Type, params string[] Endings)
{
    public bool IsPicture => Endings[0] is "png" or "jpg" or "gif" or "webp";
}

/// <summary>Recognizes files by their first bytes: type by content, not by name. What is not in the list is refused, web pages and programs with it. (spec: guarantees.md, What must hold)</summary>
public static class FileKinds
{
    /// <summary>How many bytes <see cref="Of"/> wants to see; fewer only if the file is shorter.</summary>
    public const int HeadLength = 4096;

    public static readonly FileKind Text = new("text/plain; charset=utf-8", "txt", "csv", "tsv", "md", "log", "json", "ini");
    public static readonly FileKind Png = new("image/png", "png");
    public static readonly FileKind Jpeg = new("image/jpeg", "jpg", "jpeg");
    public static readonly FileKind Gif = new("image/gif", "gif");
    public static readonly FileKind WebP = new("image/webp", "webp");

    private static readonly FileKind Pdf = new("application/pdf", "pdf");
    private static readonly FileKind Zip = new("application/zip", "zip");
    private static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
    private static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    private static readonly FileKind Pptx = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
    private static readonly FileKind OldOffice = new("application/x-ole-storage", "doc", "xls", "ppt", "wps", "et", "dps");
    private static readonly FileKind Rar = new("application/vnd.rar", "rar");
    private static readonly FileKind SevenZip = new("application/x-7z-compressed", "7z");
    private static readonly FileKind Gzip = new("application/gzip", "gz", "tgz");
    private static readonly FileKind Mp4 = new("video/mp4", "mp4", "m4v");
    private static readonly FileKind QuickTime = new("video/quicktime", "mov");
    private static readonly FileKind WebM = new("video/webm", "webm", "mkv");
    private static readonly FileKind Heic = new("image/heic", "heic", "heif");
    private static readonly FileKind M4A = new("audio/mp4", "m4a");
    private static readonly FileKind Mp3 = new("audio/mpeg", "mp3");
    private static readonly FileKind Wav = new("audio/wav", "wav");
    private static readonly FileKind Ogg = new("audio/ogg", "ogg", "oga", "opus");
    private static readonly FileKind Amr = new("audio/amr", "amr");

    /// <summary>
    /// The kind of the file that begins with <paramref name="head"/>; null if it is none of the list. Text has no mark of its own: it is
    /// <see cref="Text"/> only if the whole of it is valid UTF-8 without NUL and is no page, which <see cref="PlainText"/> says.
    /// </summary>
    public static FileKind? Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(PngMark))
            return Png;
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return Gif;
        if (head.StartsWith("RIFF"u8) && head.Length >= 12)
            return head[8..12].SequenceEqual("WEBP"u8) ? WebP : head[8..12].SequenceEqual("WAVE"u8) ? Wav : null;
        if (head.StartsWith("%PDF-"u8))
            return Pdf;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return Package(head);
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return OldOffice;
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
            return Movie(head[8..12]);
        return Packed(head) ?? Sound(head);
    }

    private static ReadOnlySpan<byte> PngMark => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Office documents are zip files whose first entries tell what they are.</summary>
    private static FileKind Package(ReadOnlySpan<byte> head) =>
        head.IndexOf("[Content_Types].xml"u8) < 0 && head.IndexOf("_rels/.rels"u8) < 0 ? Zip
        : head.IndexOf("word/"u8) >= 0 ? Docx
        : head.IndexOf("xl/"u8) >= 0 ? Xlsx
        : head.IndexOf("ppt/"u8) >= 0 ? Pptx
        : Zip;

    private static FileKind? Movie(ReadOnlySpan<byte> brand)
    {
        if (brand.StartsWith("qt"u8))
            return QuickTime;
        if (brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8))
            return M4A;
        if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
            return Heic;
        return brand.StartsWith("avi"u8) ? null : Mp4;
    }

    private static FileKind? Packed(ReadOnlySpan<byte> head) =>
        head.StartsWith("Rar!\u001a\u0007"u8) ? Rar
        : head.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) ? SevenZip
        : head.StartsWith<byte>([0x1F, 0x8B, 0x08]) ? Gzip
        : null;

    private static FileKind? Sound(ReadOnlySpan<byte> head) =>
        head.StartsWith("ID3"u8) && head.Length >= 10 && head[3] < 0xFF ? Mp3
        : head.StartsWith("OggS"u8) ? Ogg
        : head.StartsWith("#!AMR"u8) ? Amr
        : head.StartsWith<byte>([0x1A, 0x45, 0xDF, 0xA3]) ? WebM
        : IsMp3Frame(head) ? Mp3
        : null;

    /// <summary>A frame's sync word, then layer III with a bit rate and a sampling rate that exist.</summary>
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[2] & 0xF0) is not 0xF0 and not 0 && (head[2] & 0x0C) != 0x0C;
}
