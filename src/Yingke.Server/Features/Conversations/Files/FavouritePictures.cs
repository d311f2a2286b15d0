using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Files;

/// <summary>
/// Pictures that an agent keeps, to send them in any conversation. A file belongs to one conversation and is read by who may read that, so a
/// favourite is a copy of what was kept, and each sending a copy of the favourite: neither the end of one conversation nor of a right touches another.
/// </summary>
internal sealed class FavouritePictures(Db db, FileStore store, IOptions<FileLimits> limits, TimeProvider time)
{
    public sealed record FavouriteRequest(Guid? FileId);

    /// <param name="Items">The newest first.</param>
    /// <param name="Most">How many may be kept.</param>
    public sealed record FavouriteList(IReadOnlyList<FileView> Items, int Most);

    public static void Map(IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/favourite-pictures").WithTags("files").RequirePerson(Permission.ImChat);
        own.MapGet("/", (HttpContext http, FavouritePictures pictures, CancellationToken cancel) => pictures.List(http.Agent()!, cancel));
        own.MapPost("/", (FavouriteRequest request, HttpContext http, FavouritePictures pictures, CancellationToken cancel) => pictures.Add(http.Agent()!, request.FileId, cancel))
            .Produces<FileView>(StatusCodes.Status201Created).Produces<FileView>(StatusCodes.Status200OK);
        own.MapDelete("/{id:guid}", (Guid id, HttpContext http, FavouritePictures pictures, CancellationToken cancel) => pictures.Remove(http.Agent()!, id, cancel)).Produces(StatusCodes.Status204NoContent);
        own.MapPost("/{id:guid}/files", (Guid id, HttpContext http, FavouritePictures pictures, CancellationToken cancel) => pictures.TakeOut(http.Agent()!, id, cancel))
            .Produces<FileView>(StatusCodes.Status201Created);
    }

    private IQueryable<StoredFile> Of(CurrentAgent agent) => db.Set<StoredFile>().Where(f => f.ShopId == agent.ShopId && f.UploaderId == agent.AgentId && f.KeptAt != null);

    private async Task<FavouriteList> List(CurrentAgent agent, CancellationToken cancel) =>
        new((await Of(agent).OrderByDescending(f => f.KeptAt).ThenByDescending(f => f.Id).ToListAsync(cancel)).ConvertAll(View), limits.Value.FavouritesPerAgent);

    /// <summary>Keeps a picture that the agent may read now. The same picture again is the one that is there.</summary>
    private async Task<IResult> Add(CurrentAgent agent, Guid? fileId, CancellationToken cancel)
    {
        var file = fileId is { } id ? await FileRoutes.ByAgent(id, agent, db, cancel) : null;
        if (file?.Width is null || !File.Exists(store.PathOf(agent.ShopId, file.Id)))
            throw Refusal.Invalid("fileId");
        if (file.Size > limits.Value.FavouriteBytes)
            throw new Refusal(StatusCodes.Status413PayloadTooLarge, "file_too_large", "fileId");
        var kept = await Of(agent).ToListAsync(cancel);
        foreach (var like in kept.Where(k => k.Size == file.Size && k.Type == file.Type))
        {
            if (await Same(store.PathOf(agent.ShopId, like.Id), store.PathOf(agent.ShopId, file.Id), cancel))
                return Results.Json(View(like), Stored.Json);
        }
        if (kept.Count >= limits.Value.FavouritesPerAgent)
            throw Refusal.Conflict("too_many_favourites");
        return Results.Json(View(await Copy(agent, file, kept: true, cancel)), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> Remove(CurrentAgent agent, Guid id, CancellationToken cancel)
    {
        await db.InTransaction(async () =>
        {
            if (await Of(agent).Where(f => f.Id == id).ExecuteDeleteAsync(cancel) == 0)
                throw Refusal.NotFound();
            store.Delete(agent.ShopId, id);
        }, cancel);
        return Results.NoContent();
    }

    /// <summary>A fresh file of the agent's, to be sent like one that was just uploaded.</summary>
    private async Task<IResult> TakeOut(CurrentAgent agent, Guid id, CancellationToken cancel)
    {
        var picture = await Of(agent).SingleOrDefaultAsync(f => f.Id == id, cancel) ?? throw Refusal.NotFound();
        return Results.Json(await Copied(agent, picture, cancel), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>A copy of a picture that is kept somewhere, as the agent's own and not sent yet.</summary>
    public async Task<FileView> Copied(CurrentAgent agent, StoredFile picture, CancellationToken cancel)
    {
        var waiting = await db.Set<StoredFile>().CountAsync(f => f.ShopId == agent.ShopId && f.UploaderId == agent.AgentId && f.ConversationId == null && f.SubjectId == null && f.KeptAt == null, cancel);
        if (waiting >= limits.Value.UnattachedPerAgent)
            throw new Refusal(StatusCodes.Status429TooManyRequests, "too_many_files") { RetryAfter = TimeSpan.FromHours(1) };
        return View(await Copy(agent, picture, kept: false, cancel));
    }

    /// <summary>The row first, as with uploads, and kept only with its bytes: what a crash leaves is swept.</summary>
    private async Task<StoredFile> Copy(CurrentAgent agent, StoredFile of, bool kept, CancellationToken cancel)
    {
        var now = time.Now();
        var copy = new StoredFile
        {
            ShopId = of.ShopId, Id = Guid.CreateVersion7(now), Name = of.Name, Type = of.Type, Size = of.Size, Width = of.Width, Height = of.Height,
            UploaderId = agent.AgentId, CreatedAt = now,
        };
        db.Add(copy);
        await db.SaveChangesAsync(cancel);
        await store.Copy(of.ShopId, of.Id, copy.Id, cancel);
        if (kept)
        {
            copy.KeptAt = now;
            await db.SaveChangesAsync(cancel);
        }
        return copy;
    }

    private static async Task<bool> Same(string one, string other, CancellationToken cancel)
    {
        var (bytes, others) = (await File.ReadAllBytesAsync(one, cancel), await File.ReadAllBytesAsync(other, cancel));
        return bytes.AsSpan().SequenceEqual(others);
    }

    private static FileView View(StoredFile file) => FileRoutes.View(file, "/api/v1/files/" + file.Id);
}
