using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>Said when a warehouse ticket is closed; once more after it was opened again.</summary>
internal sealed class WarehouseFinding
{
    public Guid ShopId { get; init; }
    public Guid TicketId { get; init; }
    public WarehouseFault Fault { get; set; }
    public int? Stars { get; set; }
    public required string FoundBy { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class WarehouseFindingTables : IEntityTypeConfiguration<WarehouseFinding>
{
    public void Configure(EntityTypeBuilder<WarehouseFinding> findings)
    {
        findings.ToTable("warehouse_findings");
        findings.HasKey(f => new { f.ShopId, f.TicketId });
    }
}

internal static class WarehouseFindings
{
    /// <summary>The shipped type of tickets to the warehouse.</summary>
    public const string Kind = "warehouse";

    /// <summary>Within the transaction that closes the ticket. Whether it was the warehouse's fault is said of its tickets and of no others, and nothing is upheld that nobody said; the stars are the requester's alone, and do not come without it.</summary>
    public static async Task Keep(Db db, Ticket ticket, CurrentAgent by, ActOnTicket.TicketClosureRequest? request, DateTimeOffset now, CancellationToken cancel)
    {
        if (ticket.Kind != Kind)
        {
            if (request is { Fault: not null } or { Stars: not null })
                throw Refusal.Invalid(request.Fault is not null ? "fault" : "stars", "of warehouse tickets");
            return;
        }
        if (request is null or { Fault: null, Stars: null })
            return;
        var fault = request.Fault ?? throw Refusal.Invalid("fault", "missing");
        if (request.Stars is < 1 or > 5)
            throw Refusal.Invalid("stars", "1–5");
        if (request.Stars is not null && !await db.Set<TicketStep>().AnyAsync(s => s.ShopId == by.ShopId && s.TicketId == ticket.Id && s.Kind == TicketStepKind.Opened && s.AgentId == by.AgentId, cancel))
            throw Refusal.Invalid("stars", "the requester's");
        var held = await db.Set<WarehouseFinding>().AsTracking().SingleOrDefaultAsync(f => f.ShopId == by.ShopId && f.TicketId == ticket.Id, cancel);
        if (held is null)
            db.Add(new WarehouseFinding { ShopId = by.ShopId, TicketId = ticket.Id, Fault = fault, Stars = request.Stars, FoundBy = by.Name, At = now });
        else
            (held.Fault, held.Stars, held.FoundBy, held.At) = (fault, request.Stars ?? held.Stars, by.Name, now);
    }
}
