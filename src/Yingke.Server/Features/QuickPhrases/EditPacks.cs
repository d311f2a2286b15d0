using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.QuickPhrases;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.QuickPhrases;

/// <summary>Packs as they are kept: everybody their own, whoever may share also those of the shop and its groups.</summary>
internal sealed class EditPacks(Db db, NodeBus bus, TimeProvider time)
{
    private const int MostOwn = 10;
    private const int MostShared = 100;

    /// <param name="Id">Of one that is there already; a new one has none.</param>
    public sealed record PhraseRequest(Guid? Id, string? Code, string? Title, string? Text, Guid? FileId, DateOnly? ValidFrom, DateOnly? ValidTo);

    public sealed record AddPackRequest(PackReach? Reach, string? Name, Groups? Groups, IReadOnlyList<PhraseRequest>? Phrases);

    /// <param name="Version">The one that the change began with.</param>
    public sealed record WritePackRequest(long Version, string? Name, Groups? Groups, IReadOnlyList<PhraseRequest>? Phrases);

    public sealed record PackRow(Guid Id, long Version, PackReach Reach, string Name, Groups Groups, int Phrases, bool Editable, DateTimeOffset ChangedAt);

    public sealed record PackList(IReadOnlyList<PackRow> Items);

    public sealed record PackPhrase(Guid Id, string? Code, string? Title, string Text, Guid? FileId, string? FileUrl, DateOnly? ValidFrom, DateOnly? ValidTo);

    public sealed record PackView(Guid Id, long Version, PackReach Reach, string Name, Groups Groups, bool Editable, IReadOnlyList<PackPhrase> Phrases);

    public async Task<PackList> List(CurrentAgent by, CancellationToken cancel) => new([.. (await Visible(by).OrderBy(p => p.Name).ToListAsync(cancel)).Where(p => MayRead(by, p))
        .OrderBy(p => p.Reach).ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => new PackRow(p.Id, p.Version, p.Reach, p.Name, p.Groups, p.Phrases.Count, MayWrite(by, p), p.ChangedAt))]);

    public async Task<PackView> One(CurrentAgent by, Guid id, CancellationToken cancel)
    {
        var pack = await Find(Visible(by), by, id, cancel);
        return new(pack.Id, pack.Version, pack.Reach, pack.Name, pack.Groups, MayWrite(by, pack), [.. pack.Phrases.Select(p => new PackPhrase(p.Id, p.Code, p.Title, p.Text, p.FileId, UrlOf(p), p.ValidFrom, p.ValidTo))]);
    }

    public async Task<PackView> Add(HttpContext http, AddPackRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var reach = request.Reach ?? throw Refusal.Invalid("reach");
        var pack = PhrasePack.Begin(by.ShopId, reach, by.AgentId, time.Now());
        MustWrite(by, pack);
        await db.InTransaction(async () =>
        {
            var alike = db.Set<PhrasePack>().Where(p => p.ShopId == by.ShopId && (reach == PackReach.Personal ? p.OwnerId == by.AgentId : p.OwnerId == null));
            if (await alike.CountAsync(cancel) >= (reach == PackReach.Personal ? MostOwn : MostShared))
                throw Refusal.Conflict("too_many_packs");
            pack.Write(0, request.Name, request.Groups ?? Groups.None, await Known(by, pack, request.Phrases, cancel), time.Now());
            db.Add(pack);
            Noted(http, pack, "phrase_pack.added");
        }, cancel);
        await Tell(by.ShopId);
        return await One(by, pack.Id, cancel);
    }

    public async Task<PackView> Write(HttpContext http, Guid id, WritePackRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await db.InTransaction(async () =>
        {
            var pack = await Find(Visible(by).AsTracking(), by, id, cancel);
            MustWrite(by, pack);
            pack.Write(request.Version, request.Name, request.Groups ?? Groups.None, await Known(by, pack, request.Phrases, cancel), time.Now());
            Noted(http, pack, "phrase_pack.changed");
        }, cancel);
        db.ChangeTracker.Clear();
        await Tell(by.ShopId);
        return await One(by, id, cancel);
    }

    public async Task Remove(HttpContext http, Guid id, long version, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await db.InTransaction(async () =>
        {
            var pack = await Find(Visible(by).AsTracking(), by, id, cancel);
            MustWrite(by, pack);
            if (pack.Version != version)
                throw Refusal.Conflict("changed_meanwhile");
            db.Remove(pack);
            await db.Set<PackLoad>().Where(l => l.ShopId == by.ShopId && l.PackId == id).ExecuteDeleteAsync(cancel);
            Noted(http, pack, "phrase_pack.removed");
        }, cancel);
        await Tell(by.ShopId);
    }

    public static string? UrlOf(QuickPhrase phrase) => phrase.FileId is { } file ? $"/api/v1/files/{file}" : null;

    /// <summary>Everybody's, and one's own.</summary>
    private IQueryable<PhrasePack> Visible(CurrentAgent by) => db.Set<PhrasePack>().Where(p => p.ShopId == by.ShopId && (p.OwnerId == null || p.OwnerId == by.AgentId));

    private static async Task<PhrasePack> Find(IQueryable<PhrasePack> visible, CurrentAgent by, Guid id, CancellationToken cancel) =>
        await visible.SingleOrDefaultAsync(p => p.Id == id, cancel) is { } pack && MayRead(by, pack) ? pack : throw Refusal.NotFound();

    private static bool MayRead(CurrentAgent by, PhrasePack pack) => pack.OwnerId is null || (by.ApiKeyId is null && pack.OwnerId == by.AgentId);

    private static bool MayWrite(CurrentAgent by, PhrasePack pack) => pack.Reach == PackReach.Personal ? by.ApiKeyId is null : by.May(Permission.PhrasesShare);

    private static void MustWrite(CurrentAgent by, PhrasePack pack)
    {
        if (!MayWrite(by, pack))
            throw Refusal.Forbidden(Permission.PhrasesShare);
    }

    /// <summary>Ids stay with their phrases, so that uses stay counted; a picture is one's own that hangs nowhere yet, or the phrase's as it was.</summary>
    private async Task<List<QuickPhrase>> Known(CurrentAgent by, PhrasePack pack, IReadOnlyList<PhraseRequest>? asked, CancellationToken cancel)
    {
        if (asked is null || asked.Contains(null!))
            throw Refusal.Invalid("phrases");
        var ids = pack.Phrases.Select(p => p.Id).ToHashSet();
        var kept = pack.Phrases.Where(p => p.FileId is not null).Select(p => p.FileId!.Value).ToHashSet();
        if (asked.Any(p => p.Id is { } id && !ids.Remove(id)))
            throw Refusal.Invalid("phrases.id");
        var fresh = asked.Where(p => p.FileId is { } file && !kept.Contains(file)).Select(p => p.FileId!.Value).Distinct().ToList();
        var files = await db.Set<StoredFile>().AsTracking()
            .Where(f => f.ShopId == by.ShopId && fresh.Contains(f.Id) && f.UploaderId == by.AgentId && f.ConversationId == null && f.SubjectId == null && f.KeptAt == null && f.Width != null).ToListAsync(cancel);
        if (files.Count != fresh.Count)
            throw Refusal.Invalid("phrases.fileId");
        foreach (var file in files)
            (file.SubjectId, file.ReadWith) = (pack.Id, Permission.ImChat);
        return [.. asked.Select(p => new QuickPhrase
        {
            Id = p.Id ?? Ids.Next(), Code = p.Code, Title = p.Title, Text = p.Text ?? "", FileId = p.FileId, ValidFrom = p.ValidFrom, ValidTo = p.ValidTo,
        })];
    }

    private void Noted(HttpContext http, PhrasePack pack, string action)
    {
        if (pack.Reach != PackReach.Personal)
            Audit.Add(db, http, action, pack.Name, null, new { Phrases = pack.Phrases.Count });
    }

    private Task Tell(Guid shopId) => bus.Publish(new Told(shopId, [Audiences.Desk(shopId)], "quickPhrases", []), CancellationToken.None);
}
