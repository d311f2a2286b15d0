using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Duties;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Duties;

/// <summary>Who is responsible for what and how it is done, by whoever manages the people.</summary>
internal sealed class EditDuties(Db db, ShowDuties show, TimeProvider time)
{
    private const int MostPeople = 50;
    private const int LongestProcedure = 4000;

    public sealed record DutyPeopleRequest(IReadOnlyList<Guid>? AgentIds);

    /// <param name="Version">Of the procedure that it was made from; 0 for the standard one.</param>
    public sealed record DutyProcedureRequest(string? Text, long? Version);

    /// <summary>Replaces all who are responsible: only who can really do it is new, whoever could not meanwhile may stay until they are taken off.</summary>
    public async Task<DutiesAnswer> Put(Duty duty, DutyPeopleRequest request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        var asked = request.AgentIds is { Count: <= MostPeople } ids ? ids.ToHashSet() : throw Refusal.Invalid("agentIds", $"at most {MostPeople}");
        var people = await db.Responsible(me.ShopId, cancel);
        await db.InTransaction(async () =>
        {
            var rows = await db.Set<DutyPerson>().AsTracking().Where(p => p.ShopId == me.ShopId && p.Duty == duty).ToListAsync(cancel);
            var added = asked.Except(rows.Select(r => r.AgentId)).ToList();
            if (added.Exists(id => !people.TryGetValue(id, out var person) || DutyCoverage.Why(duty, person) is not null))
                throw Refusal.Invalid("agentIds", "somebody whose post does it");
            var names = await db.Set<Agent>().Where(a => a.ShopId == me.ShopId).ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
            Audit.Add(db, http, "duty.assigned", EnumConverters.Text(duty), new { people = rows.Select(r => names[r.AgentId]).Order(StringComparer.Ordinal) }, new { people = asked.Select(id => names[id]).Order(StringComparer.Ordinal) });
            db.RemoveRange(rows.Where(r => !asked.Contains(r.AgentId)));
            db.AddRange(added.Select(id => new DutyPerson { ShopId = me.ShopId, Duty = duty, AgentId = id }));
        }, cancel);
        return await show.All(me, cancel);
    }

    public async Task<DutiesAnswer> Write(Duty duty, DutyProcedureRequest request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        var text = request.Text?.Trim() is { Length: >= 1 and <= LongestProcedure } said ? said : throw Refusal.Invalid("text", $"1–{LongestProcedure} characters");
        try
        {
            await db.InTransaction(async () =>
            {
                var row = await db.Set<DutyProcedure>().AsTracking().SingleOrDefaultAsync(p => p.ShopId == me.ShopId && p.Duty == duty, cancel);
                if (request.Version != (row?.Version ?? 0))
                    throw Refusal.Conflict("procedure_changed");
                Audit.Add(db, http, "duty.procedure_changed", EnumConverters.Text(duty), new { text = row?.Text ?? StandardProcedures.Of(duty) }, new { text });
                if (row is null)
                    db.Add(new DutyProcedure { ShopId = me.ShopId, Duty = duty, Text = text, ChangedBy = me.Name, ChangedAt = time.Now(), Version = 1 });
                else
                    (row.Text, row.ChangedBy, row.ChangedAt, row.Version) = (text, me.Name, time.Now(), row.Version + 1);
            }, cancel);
        }
        catch (DbUpdateException twice) when (twice is DbUpdateConcurrencyException || db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("procedure_changed");
        }
        return await show.All(me, cancel);
    }
}
