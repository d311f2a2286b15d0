using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>What is known of a visit so far; what is null stays as it is.</summary>
internal sealed record VisitFields(string? Technician, string? Tools, DateTimeOffset? PromisedAt, DateTimeOffset? ArrivedAt, string? Cause, string? Parts, DateTimeOffset? ConfirmedAt)
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Visit Apply(Visit visit)
    {
        foreach (var (at, field) in new[] { (PromisedAt, "visit.promisedAt"), (ArrivedAt, "visit.arrivedAt"), (ConfirmedAt, "visit.confirmedAt") })
        {
            if (at < Earliest || at > Latest)
                throw Refusal.Invalid(field);
        }
        var next = visit with
        {
            Technician = Words.Text(Technician, "visit.technician", 60) ?? visit.Technician, Tools = Words.Text(Tools, "visit.tools", 300) ?? visit.Tools, PromisedAt = PromisedAt?.ToUniversalTime() ?? visit.PromisedAt,
            ArrivedAt = ArrivedAt?.ToUniversalTime() ?? visit.ArrivedAt, Cause = Words.Text(Cause, "visit.cause", 500) ?? visit.Cause, Parts = Words.Text(Parts, "visit.parts", 300) ?? visit.Parts,
            ConfirmedAt = ConfirmedAt?.ToUniversalTime() ?? visit.ConfirmedAt,
        };
        return next.ConfirmedAt is not null && next.ArrivedAt is null ? throw Refusal.Invalid("visit.confirmedAt", "after the arrival") : next;
    }
}
