using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Buyers;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Hotline;

/// <summary>A call in a list, in the card, and as the answer to what was done to it.</summary>
/// <param name="Phone">Masked, also for those who may see it whole: looking is a step of its own, and logged.</param>
/// <param name="Agent">For whom it rang.</param>
/// <param name="AfterHours">Outside the hotline's hours.</param>
internal sealed record CallRow(
    Guid Id, CallState State, string? Phone, string? Line, DateTimeOffset QueuedAt, DateTimeOffset? RingingAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, NamedAgent? Agent, NamedAgent? Buyer,
    CallSurvey? Survey, string? RecordingUrl, string? Note, NamedAgent? NotedBy, DateTimeOffset? NotedAt, Guid? CategoryId, string? Category, bool AfterHours, CallSource Source);

internal sealed class CallViews(Db db, ShopDirectory shops)
{
    public async Task<List<CallRow>> Rows(Guid shopId, IReadOnlyList<Call> calls, CancellationToken cancel)
    {
        var settings = await db.HotlineSettings(shopId, cancel);
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var names = await shops.Names(shopId, cancel);
        List<Guid> ids = [.. calls.Select(c => c.Id)], buyerIds = [.. calls.Select(c => c.BuyerId).OfType<Guid>().Distinct()];
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        var categories = await (
            from u in db.Set<CategoryUse>()
            join c in db.Set<Category>() on new { u.ShopId, u.CategoryId } equals new { c.ShopId, CategoryId = c.Id }
            where u.ShopId == shopId && ids.Contains(u.SubjectId)
            select new { u.SubjectId, c.Id, c.Name }).ToDictionaryAsync(c => c.SubjectId, cancel);
        NamedAgent? Named(Guid? id) => id is { } known ? new(known, names.GetValueOrDefault(known, "—")) : null;
        return [.. calls.Select(c => new CallRow(
            c.Id, c.State, c.Phone is { } phone ? Phone.Masked(phone) : null, c.Line, c.QueuedAt, c.RingingAt, c.AnsweredAt, c.EndedAt, Named(c.AgentId),
            c.BuyerId is { } buyer ? new(buyer, buyers.GetValueOrDefault(buyer, "—")) : null, c.Survey, c.RecordingUrl, c.Note, Named(c.NotedBy), c.NotedAt,
            categories.GetValueOrDefault(c.Id)?.Id, categories.GetValueOrDefault(c.Id)?.Name, !settings.IsOpen(c.QueuedAt, zone), c.Source))];
    }

    public async Task<CallRow> One(Call call, CancellationToken cancel) => (await Rows(call.ShopId, [call], cancel))[0];
}
