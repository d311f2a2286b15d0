using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Files;

/// <summary>
/// The part <c>file</c> of a multipart request, read as it comes in: the framework's own form would take the whole body before anybody could
/// refuse it. Whoever stalls longer than <paramref name="idle"/> is given up, whatever length was announced.
/// </summary>
internal sealed class Upload(HttpRequest request, TimeSpan idle, CancellationToken cancel) : IDisposable
{
    private readonly CancellationTokenSource stalled = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    private Stream? body;

    /// <summary>Finds the part; its file name.</summary>
    public async Task<string?> Open()
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
            throw Refusal.Invalid("file", "multipart/form-data");
        var reader = new MultipartReader(boundary.ToString(), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
        for (var parts = 0; parts < 8 && await Patiently(reader.ReadNextSectionAsync) is { } section; parts++)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var about) && HeaderUtilities.RemoveQuotes(about.Name) == "file")
            {
                body = section.Body;
                // Browsers write a quotation mark within the name as %22, and nothing else so.
                return about.FileNameStar.HasValue ? about.FileNameStar.Value : HeaderUtilities.RemoveQuotes(about.FileName).Value?.Replace("%22", "\"", StringComparison.Ordinal);
            }
        }
        throw Refusal.Invalid("file", "missing");
    }

    /// <summary>The whole part into a file; an empty one is refused, and one that is larger than that.</summary>
    /// <returns>Its name, without any folder.</returns>
    public async Task<string> Save(string path, long mostBytes)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes + (64 << 10);
        var name = Path.GetFileName(await Open() ?? "");
        await using var file = File.Create(path);
        var buffer = new byte[64 * 1024];
        while (await Read(buffer) is > 0 and var read)
        {
            if (file.Length + read > mostBytes)
                throw new Refusal(StatusCodes.Status413PayloadTooLarge, "file_too_large", "file");
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        return file.Length == 0 ? throw Refusal.Invalid("file", "empty") : name[..Math.Min(name.Length, 200)];
    }

    public Task<int> Read(byte[] buffer) => Patiently(token => body!.ReadAsync(buffer, token).AsTask());

    private async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> read)
    {
        stalled.CancelAfter(idle);
        try
        {
            return await read(stalled.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new Refusal(StatusCodes.Status408RequestTimeout, "upload_stalled", "file");
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException && broken is not BadHttpRequestException && !cancel.IsCancellationRequested))
        {
            throw Refusal.Invalid("file", "broken off");
        }
    }

    public void Dispose() => stalled.Dispose();
}
