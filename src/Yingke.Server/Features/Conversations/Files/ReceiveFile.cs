using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Files;

/// <summary>
/// Takes an upload in: counted while it comes, recognized by its content, never decoded. The row is stored before the bytes get their final
/// name, so that whatever a crash leaves is a row without a file or a file under its incoming name, and both are swept.
/// </summary>
internal sealed class ReceiveFile(Db db, FileStore store, ShopDirectory shops, IOptions<FileLimits> limits, TimeProvider time)
{
    /// <summary>What a form may carry around the file.</summary>
    private const int Envelope = 64 * 1024;

    private const int NoSpaceLeft = 28;

    public async Task<StoredFile> Handle(HttpContext http, Guid shopId, Guid uploaderId, int unattachedLimit, CancellationToken cancel)
    {
        var most = (await shops.Shop(shopId, cancel)).Settings.Limits.FileBytes;
        // What is not much too large is read on and thrown away, or the connection would break before the refusal is heard.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = 4 * (most + Envelope);
        if (http.Request.ContentLength > most + Envelope)
            throw TooLarge();
        if (await db.Set<StoredFile>().CountAsync(f => f.ShopId == shopId && f.UploaderId == uploaderId && f.ConversationId == null && f.KeptAt == null, cancel) >= unattachedLimit)
            throw new Refusal(StatusCodes.Status429TooManyRequests, "too_many_files") { RetryAfter = TimeSpan.FromHours(1) };
        using var upload = new Upload(http.Request, TimeSpan.FromSeconds(limits.Value.IdleSeconds), cancel);
        var name = await upload.Open();
        var now = time.Now();
        var id = Guid.CreateVersion7(now);
        string? received = null;
        try
        {
            await using var file = store.Receive(id);
            received = file.Name;
            var kind = await Copy(upload, file, most);
            var picture = kind.IsPicture ? Measure(kind, file) : (PictureSize?)null;
            file.Flush(flushToDisk: true);
            return await Keep(file, new StoredFile
            {
                ShopId = shopId, Id = id, Name = FileName.Of(name, kind), Type = kind.Type, Size = file.Length, Width = picture?.Width, Height = picture?.Height,
                UploaderId = uploaderId, CreatedAt = now,
            }, cancel);
        }
        catch (IOException full) when (full.HResult is NoSpaceLeft or unchecked((int)0x80070070))
        {
            throw new Refusal(StatusCodes.Status507InsufficientStorage, "storage_full");
        }
        finally
        {
            if (received is not null)
                File.Delete(received);
        }
    }

    private static async Task<FileKind> Copy(Upload upload, FileStream file, long most)
    {
        var text = new PlainText();
        var (buffer, head) = (new byte[64 * 1024], new byte[FileKinds.HeadLength]);
        var seen = 0;
        while (await upload.Read(buffer) is > 0 and var read)
        {
            if (file.Length + read > most)
                throw TooLarge();
            var piece = buffer.AsMemory(0, read);
            var more = Math.Min(read, head.Length - seen);
            piece[..more].CopyTo(head.AsMemory(seen));
            seen += more;
            text.Read(piece.Span);
            await file.WriteAsync(piece);
        }
        if (seen == 0)
            throw Refusal.Invalid("file", "empty");
        return FileKinds.Of(head.AsSpan(0, seen)) ?? (text.IsOne ? FileKinds.Text : throw RefusedType());
    }

    private static PictureSize Measure(FileKind kind, FileStream file)
    {
        var size = PictureSize.Of(kind, (at, into) => RandomAccess.Read(file.SafeFileHandle, into, at)) ?? throw RefusedType();
        return size.IsShowable ? size : throw new Refusal(StatusCodes.Status422UnprocessableEntity, "image_too_large", "file");
    }

    private async Task<StoredFile> Keep(FileStream file, StoredFile row, CancellationToken cancel)
    {
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        store.Keep(file, row.ShopId, row.Id);
        return row;
    }

    private static Refusal TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "file_too_large", "file");

    private static Refusal RefusedType() => new(StatusCodes.Status415UnsupportedMediaType, "file_type_refused", "file");
}
