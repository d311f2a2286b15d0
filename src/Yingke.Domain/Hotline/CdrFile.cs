using System.Globalization;
using Yingke.Domain.Buyers;
using Yingke.Domain.Deadlines;

namespace Yingke.Domain.Hotline;

public enum CdrFormat { AsteriskMaster, AsteriskCustom, FreeSwitch }

/// <summary>A row that cannot be taken: its number in the file, the field, a stable reason.</summary>
public sealed record BadCdrRow(long Row, string Field, string Reason);

/// <summary>A call out of all its rows, as the exchange would have reported it.</summary>
public sealed record CdrCall(string Id, IReadOnlyList<CallEvent> Events);

/// <summary>
/// Calls out of an exchange's records. Asterisk's Master.csv writes a row for each leg: the rows of one linkedid are one call, which is answered
/// if a Dial leg is. FreeSWITCH's cdr_csv has a row for each call, known by its uuid. No row tells of queue or ring times, so it counts as
/// queued = ringing = start. (spec: tickets-hotline.md, 400 hotline)
/// </summary>
public sealed class CdrFile
{
    private const int MaxText = 200;

    private static readonly string[] Times = ["yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss", "yyyy-M-d H:mm", "yyyy/M/d H:mm"];

    private readonly Dictionary<string, List<Leg>> legs = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly List<BadCdrRow> bad = [];
    private readonly TimeZoneInfo zone;

    private CdrFile(TimeZoneInfo zone) => this.zone = zone;

    /// <summary>Null of a file that is none of those.</summary>
    public CdrFormat? Format { get; private set; }
    public long Rows { get; private set; }
    public IReadOnlyList<BadCdrRow> Bad => bad;

    /// <summary>In the order in which they first occur.</summary>
    public IEnumerable<CdrCall> Calls => order.Select(id => CallOf(id, legs[id]));

    public int Count => order.Count;

    /// <summary>One row of a call.</summary>
    private sealed record Leg(string? Phone, string? Line, DateTimeOffset Start, DateTimeOffset? Answer, DateTimeOffset End, bool Rings, bool Answered, string? Channel, string? Extension);

    /// <summary>Which column holds what.</summary>
    private sealed record Columns(int Id, int From, int To, int Start, int Answer, int End, int Channel = -1, int Application = -1, int Arguments = -1, int Disposition = -1);

    private Columns Where => Format switch
    {
        CdrFormat.AsteriskMaster => new(19, 1, 2, 9, 10, 11, 6, 7, 8, 14),
        CdrFormat.AsteriskCustom => new(16, 1, 2, 8, 9, 10, 5, 6, 7, 13),
        _ => new(10, 1, 2, 4, 5, 6),
    };

    /// <param name="rows">Without their separators and quotes.</param>
    /// <param name="zone">The exchange writes the local time of the shop.</param>
    /// <param name="mostRows">Of a longer one, the rest is not read: <see cref="Rows"/> is one more then.</param>
    public static CdrFile Read(IEnumerable<string[]> rows, TimeZoneInfo zone, int mostRows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var file = new CdrFile(zone);
        foreach (var row in rows)
        {
            if (++file.Rows > mostRows)
                break;
            file.Take(row);
        }
        return file;
    }

    private void Take(string[] row)
    {
        var format = row.Length switch { 21 => CdrFormat.AsteriskMaster, 19 => CdrFormat.AsteriskCustom, 15 => CdrFormat.FreeSwitch, _ => (CdrFormat?)null };
        Format ??= format;
        if (format is null || format != Format)
        {
            bad.Add(new(Rows, "columns", "wrong_count"));
            return;
        }
        // Some exchanges write the names of the columns first.
        if (Rows == 1 && row[Where.Start].Trim().ToUpperInvariant() is "START" or "START_STAMP" or "CALLDATE")
            return;
        if (Read(row) is not var (id, leg))
            return;
        if (!legs.TryGetValue(id, out var known))
        {
            legs[id] = known = [];
            order.Add(id);
        }
        known.Add(leg);
    }

    private (string, Leg)? Read(string[] row)
    {
        var at = Where;
        var id = row[at.Id].Trim();
        if (id.Length is 0 or > MaxText || id.Any(char.IsControl))
            return Refuse("id", "invalid_id");
        if (TimeOf(row[at.Start]) is not { } start)
            return Refuse("start", "invalid_time");
        if (TimeOf(row[at.End]) is not { } end)
            return Refuse("end", "invalid_time");
        var answer = row[at.Answer].Trim().Length == 0 ? null : TimeOf(row[at.Answer]);
        if (answer is null && row[at.Answer].Trim().Length > 0)
            return Refuse("answer", "invalid_time");
        if (end < start || answer < start || answer > end)
            return Refuse("end", "out_of_order");
        var from = row[at.From].Trim();
        // What a spreadsheet made of it: 1.38E+10.
        if (from.Contains("E+", StringComparison.OrdinalIgnoreCase) && double.TryParse(from, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return Refuse("phone", "damaged_number");
        var (phone, line) = (Phone.Key(from), row[at.To].Trim() is { Length: > 0 and <= 40 } to ? to : null);
        if (Format == CdrFormat.FreeSwitch)
            return (id, new Leg(phone, line, start, answer, end, true, answer is not null, null, line));
        var rings = row[at.Application].Trim() == "Dial";
        var answered = rings && row[at.Disposition].Trim() == "ANSWERED";
        var channel = row[at.Channel].Trim();
        return (id, new Leg(phone, line, start, answered ? answer ?? start : null, end, rings, answered, channel, rings ? ExtensionOf(channel, row[at.Arguments]) : null));
    }

    private (string, Leg)? Refuse(string field, string reason)
    {
        bad.Add(new(Rows, field, reason));
        return null;
    }

    private DateTimeOffset? TimeOf(string text) =>
        DateTime.TryParseExact(text.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 1990 and <= 2200 ? LocalDay.Instant(local, zone) : null;

    private static CdrCall CallOf(string id, List<Leg> legs)
    {
        var first = legs.MinBy(l => l.Start)!;
        var events = new List<CallEvent>
        {
            new(CallEventKind.Queued, first.Start) { Phone = first.Phone ?? legs.Find(l => l.Phone is not null)?.Phone, Line = first.Line },
            new(CallEventKind.Ended, legs.Max(l => l.End)),
        };
        // The legs of one channel are one telephone ringing once.
        foreach (var ring in legs.Where(l => l.Rings).GroupBy(l => (l.Channel, l.Extension)))
            events.Add(new(CallEventKind.Ringing, ring.Min(l => l.Start)) { Extension = ring.Key.Extension });
        if (!legs.Exists(l => l.Rings))
            events.Add(new(CallEventKind.Ringing, first.Start));
        events.AddRange(legs.Where(l => l.Answered).Select(l => new CallEvent(CallEventKind.Answered, l.Answer!.Value) { Extension = l.Extension }));
        return new(id, [.. events.Distinct().Take(Call.MostEvents)]);
    }

    /// <summary>SIP/301-00000004 is 301. What went over a trunk, as SIP/154@pbx2 in the arguments, is known by its number there.</summary>
    private static string? ExtensionOf(string channel, string arguments)
    {
        var slash = channel.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return null;
        var dash = channel.LastIndexOf('-');
        var peer = dash > slash ? channel[(slash + 1)..dash] : channel[(slash + 1)..];
        if (peer.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
            peer = peer[..at];
        var beyond = arguments.Split(',')[0].Split('&').Where(d => d.EndsWith("@" + peer, StringComparison.Ordinal)).ToList();
        if (beyond.Count == 1 && beyond[0].IndexOf('/', StringComparison.Ordinal) is >= 0 and var behind)
            peer = beyond[0][(behind + 1)..beyond[0].IndexOf('@', StringComparison.Ordinal)];
        return peer.Length is > 0 and <= 20 ? peer : null;
    }
}
