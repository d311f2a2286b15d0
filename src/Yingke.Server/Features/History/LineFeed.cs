using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Yingke.Server.Features.History;

/// <summary>One line of a file as it stands there; <paramref name="Text"/> is null for one that cannot be read.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Flaw">Why there is no text: <c>too_long</c>, <c>not_utf8</c>.</param>
internal sealed record FileLine(long Number, ReadOnlyMemory<byte> Bytes, string? Text, string? Flaw)
{
    public bool IsBlank => Text is not null && string.IsNullOrWhiteSpace(Text);
}

/// <summary>Reads a file line by line in flat memory, whatever is in it.</summary>
internal static class LineFeed
{
    /// <summary>Far above any line that the format allows; what is longer is kept to its beginning.</summary>
    private const int Limit = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async IAsyncEnumerable<FileLine> Read(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        var number = 0L;
        byte[]? tooLong = null;
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            while (Take(ref buffer, read.IsCompleted) is { } taken)
            {
                number++;
                yield return tooLong is null && taken.Length <= Limit ? Line(number, taken) : new(number, tooLong ?? taken.Slice(0, Limit).ToArray(), null, "too_long");
                tooLong = null;
            }
            if (buffer.Length > Limit)
            {
                tooLong ??= buffer.Slice(0, Limit).ToArray();
                buffer = buffer.Slice(buffer.End);
            }
            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted)
                continue;
            if (tooLong is not null)
                yield return new(number + 1, tooLong, null, "too_long");
            await pipe.CompleteAsync();
            yield break;
        }
    }

    private static ReadOnlySequence<byte>? Take(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }
        if (!isLast || buffer.IsEmpty)
            return null;
        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static FileLine Line(long number, ReadOnlySequence<byte> bytes)
    {
        var line = bytes.ToArray().AsMemory();
        if (number == 1 && line.Span.StartsWith("\uFEFF"u8))
            line = line[3..];
        if (line.Span is [.., (byte)'\r'])
            line = line[..^1];
        try
        {
            return new(number, line, Strict.GetString(line.Span), null);
        }
        catch (DecoderFallbackException)
        {
            return new(number, line, null, "not_utf8");
        }
    }
}
