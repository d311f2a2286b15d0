using System.Buffers.Binary;

namespace Yingke.Domain.Conversations;

/// <summary>Width and height of a picture, read from its header: nothing is ever decoded on the server, so no bomb goes off there.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    public const int LongestSide = 10_000;
    public const long MostPixels = 50_000_000;

    /// <summary>Small enough for a buyer's telephone to decode.</summary>
    public bool IsShowable => Width is > 0 and <= LongestSide && Height is > 0 and <= LongestSide && (long)Width * Height <= MostPixels;

    /// <summary>
    /// The size that the header of <paramref name="kind"/> states; null for a header that is none. <paramref name="read"/> fills a span from a
    /// position of the file and returns how many bytes there were: a JPEG's size may come after long notes of the camera.
    /// </summary>
    public static PictureSize? Of(FileKind kind, Reading read)
    {
        Span<byte> head = stackalloc byte[32];
        head = head[..read(0, head)];
        return kind.Endings[0] switch
        {
            "png" => head.Length >= 24 && head[12..16].SequenceEqual("IHDR"u8)
                ? Sized(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..])) : null,
            "gif" => head.Length >= 10 ? Sized(BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..])) : null,
            "webp" => head.Length >= 30 ? WebP(head) : null,
            "jpg" => Jpeg(read),
            _ => null,
        };
    }

    public delegate int Reading(long position, Span<byte> into);

    private static PictureSize? Sized(uint width, uint height) =>
        width == 0 || height == 0 ? null : new((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));

    private static PictureSize? WebP(ReadOnlySpan<byte> head)
    {
        var format = head[12..16];
        if (format.SequenceEqual("VP8X"u8))
            return Sized(UInt24(head[24..]) + 1, UInt24(head[27..]) + 1);
        if (format.SequenceEqual("VP8L"u8) && head[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return Sized((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }
        return format.SequenceEqual("VP8 "u8) && head[23..26].SequenceEqual<byte>([0x9D, 0x01, 0x2A])
            ? Sized(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFFu)
            : null;
    }

    private static uint UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    /// <summary>Walks over the segments to the first frame header; their number is bounded, so a made-up file cannot keep us.</summary>
    private static PictureSize? Jpeg(Reading read)
    {
        Span<byte> segment = stackalloc byte[9];
        long at = 2;
        for (var i = 0; i < 500; i++)
        {
            if (read(at, segment) < 9 || segment[0] != 0xFF)
                return null;
            var marker = segment[1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Sized(BinaryPrimitives.ReadUInt16BigEndian(segment[7..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
            var length = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]);
            // The picture itself, or its end, before any frame header.
            if (marker is 0xD9 or 0xDA || length < 2)
                return null;
            at += 2 + length;
        }
        return null;
    }
}
