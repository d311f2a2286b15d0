using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>The steps that staff make, one method for each resource of an application. Each answers with the application as it is then.</summary>
internal sealed class StaffSteps(Db db, Steps steps, AfterSaleViews views)
{
    public sealed record ApprovalRequest(Guid? AddressId);

    public sealed record ReasonRequest(string? Reason);

    public sealed record ParcelRequest(string? Company, string? Number);

    public sealed record InspectionRequest(
        bool? FaultFound, bool? Model, bool? Quantity, bool? Label, bool? Packaging, bool? ByCertificate, string? Inspector, IReadOnlyList<Guid>? Pictures, string? Note);

    public sealed record CaseClosure(Guid? CategoryId);

    public sealed record InvoiceRequest(bool? Issued, string? Number);

    public sealed record HandlerRequest(Guid? AgentId);

    /// <summary>To a colleague whose post works on after-sales.</summary>
    public async Task<ApplicationView> HandTo(Guid id, HandlerRequest request, HttpContext http, CancellationToken cancel)
    {
        await db.MustSee(http.Agent()!, id, cancel);
        var to = (await db.People(http.Agent()!.ShopId, Permission.AftersaleHandle, cancel)).Find(p => p.Id == request.AgentId) ?? throw Refusal.Invalid("agentId", "somebody who handles after-sales");
        return await Do(http, id, Party.Agent, (a, _, _) => a.HandTo(to.Id), new { to = to.Name }, cancel);
    }

    public async Task<ApplicationView> Approve(Guid id, ApprovalRequest request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var address = await Address(agent.ShopId, request.AddressId, cancel);
        return await Do(http, id, Party.Agent, (a, by, now) => a.Approve(by.Id!.Value, address?.ToReturn(), now), new { address = address?.ToReturn() }, cancel);
    }

    public Task<ApplicationView> Reject(Guid id, ReasonRequest request, HttpContext http, CancellationToken cancel)
    {
        var reason = MessageText.Check(request.Reason, 500, "reason");
        return Do(http, id, Party.Agent, (a, by, now) => a.Reject(by.Id!.Value, reason, now), new { reason }, cancel);
    }

    /// <summary>The buyer told it on the phone or in the chat.</summary>
    public Task<ApplicationView> SendParcel(Guid id, ParcelRequest request, HttpContext http, CancellationToken cancel)
    {
        var parcel = Parcel(request);
        return Do(http, id, Party.Agent, (a, by, now) => a.SendParcel(parcel, by.Party, now), new { parcel }, cancel);
    }

    public async Task<ApplicationView> Receive(Guid id, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await db.MustSee(agent, id, cancel);
        var party = await db.MayReceive(agent, cancel);
        return await Do(http, id, party, (a, by, now) => a.Receive(by.Party, now), null, cancel);
    }

    public async Task<ApplicationView> Inspect(Guid id, InspectionRequest request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var inspector = MessageText.Check(request.Inspector, 30, "inspector");
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : MessageText.Check(request.Note, 1000, "note");
        var found = request.FaultFound ?? throw Refusal.Invalid("faultFound");
        await db.MustSee(agent, id, cancel);
        var by = Actor.Of(agent);
        await steps.Make(by, id, async (a, now) =>
        {
            var pictures = await db.Attach(agent.ShopId, agent.AgentId, id, request.Pictures, "pictures", cancel);
            return a.Inspect(new(found, request.Model == true, request.Quantity == true, request.Label == true, request.Packaging == true, request.ByCertificate == true, inspector, pictures, note), by.Party, now);
        }, new { inspector, note, pictures = request.Pictures }, cancel);
        return await views.One(agent, id, cancel);
    }

    public Task<ApplicationView> Reship(Guid id, ParcelRequest request, HttpContext http, CancellationToken cancel) =>
        Send(id, request, http, (a, parcel, by, now) => a.Reship(parcel, by.Party, by.Id, now), cancel);

    public Task<ApplicationView> SendRepaired(Guid id, ParcelRequest request, HttpContext http, CancellationToken cancel) =>
        Send(id, request, http, (a, parcel, by, now) => a.SendRepaired(parcel, by.Party, by.Id, now), cancel);

    public Task<ApplicationView> SendAsItWas(Guid id, ParcelRequest request, HttpContext http, CancellationToken cancel) =>
        Send(id, request, http, (a, parcel, by, now) => a.SendAsItWas(parcel, by.Party, by.Id, now), cancel);

    /// <summary>The buyer agreed by word: where is written down.</summary>
    public Task<ApplicationView> Agree(Guid id, ReasonRequest request, HttpContext http, CancellationToken cancel)
    {
        var reason = MessageText.Check(request.Reason, 500, "reason");
        return Do(http, id, Party.Agent, (a, _, now) => a.Agree(now), new { reason }, cancel);
    }

    public Task<ApplicationView> StepIn(Guid id, ReasonRequest request, HttpContext http, CancellationToken cancel)
    {
        var reason = MessageText.Check(request.Reason, 500, "reason");
        return Do(http, id, Party.Platform, (a, by, _) => a.StepIn(by.Party), new { reason }, cancel);
    }

    public Task<ApplicationView> SettleInvoice(Guid id, InvoiceRequest request, HttpContext http, CancellationToken cancel)
    {
        var issued = request.Issued ?? throw Refusal.Invalid("issued");
        var number = issued ? MessageText.Check(request.Number, 60, "number") : null;
        return Do(http, id, Party.Agent, (a, _, _) => a.SettleInvoice(number), new { issued, number }, cancel);
    }

    /// <summary>With what the matter was about, if that is said (spec: tickets-hotline.md, Categories).</summary>
    public async Task<ApplicationView> Close(Guid id, CaseClosure? request, HttpContext http, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await db.MustSee(agent, id, cancel);
        await steps.Make(Actor.Of(agent), id, async (a, now) =>
        {
            var kind = a.Close(now);
            if (request?.CategoryId is { } category)
            {
                var product = await db.Set<OrderLine>().Where(l => l.ShopId == a.ShopId && l.OrderId == a.OrderId && l.Id == a.LineId).Select(l => l.Title).SingleOrDefaultAsync(cancel);
                await db.Categorize(new() { ShopId = a.ShopId, SubjectId = id, Kind = CategorySubject.Aftersale, CategoryId = category, AgentId = agent.AgentId, Product = product, At = now }, cancel);
            }
            return kind;
        }, null, cancel);
        return await views.One(agent, id, cancel);
    }

    public static Parcel Parcel(ParcelRequest request)
    {
        var (company, number) = (MessageText.Check(request.Company, 30, "company"), MessageText.Check(request.Number, 40, "number"));
        return number.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? new(company, number) : throw Refusal.Invalid("number", "letters and digits");
    }

    private Task<ApplicationView> Send(Guid id, ParcelRequest request, HttpContext http, Func<Application, Parcel, Actor, DateTimeOffset, LedgerKind> verb, CancellationToken cancel)
    {
        var parcel = Parcel(request);
        return Do(http, id, Party.Agent, (a, by, now) => verb(a, parcel, by, now), new { parcel }, cancel);
    }

    private async Task<ApplicationView> Do(HttpContext http, Guid id, Party party, Func<Application, Actor, DateTimeOffset, LedgerKind> verb, object? details, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await db.MustSee(agent, id, cancel);
        var by = Actor.Of(agent, party);
        await steps.Make(by, id, (a, now) => verb(a, by, now), details, cancel);
        return await views.One(agent, id, cancel);
    }

    /// <summary>The one named, else the shop's default; null where there is none.</summary>
    private async Task<ShopAddress?> Address(Guid shopId, Guid? id, CancellationToken cancel)
    {
        var addresses = db.Set<ShopAddress>().Where(a => a.ShopId == shopId && a.RemovedAt == null);
        return id is null
            ? await addresses.Where(a => a.IsDefault).FirstOrDefaultAsync(cancel)
            : await addresses.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw Refusal.Invalid("addressId");
    }
}
