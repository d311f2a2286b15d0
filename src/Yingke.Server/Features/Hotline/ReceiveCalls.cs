using System.Text.Json;
using System.Text.Json.Serialization;
using Yingke.Domain.Buyers;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Hotline;

/// <summary>
/// Calls as the telephone exchange reports them, signed: queued, ringing, answered, ended, survey, in any order and as often as it likes. All are
/// looked at before any is taken, so that a request is done or refused as a whole.
/// </summary>
internal static class ReceiveCalls
{
    private const int AtOnce = 100;

    /// <summary>The exchange's clock may be a little ahead of ours, not a day.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>What exchanges write for a number that was withheld.</summary>
    private static readonly string[] Nobody = ["anonymous", "unknown", "restricted", "private", "unavailable"];

    private static readonly JsonSerializerOptions Strict = new(Stored.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new SentText() } };

    public sealed record CallEnvelope(IReadOnlyList<CallItem>? Events);

    /// <param name="Call">The exchange's own id of the call.</param>
    /// <param name="Phone">The caller's number; a withheld one is left out, or "anonymous".</param>
    /// <param name="Line">The number that was called.</param>
    public sealed record CallItem(string? Call, CallEventKind? Event, DateTimeOffset? At, string? Extension, string? Phone, string? Line, CallSurvey? Survey, string? RecordingUrl);

    /// <param name="Calls">Of which something new was heard.</param>
    /// <param name="Known">Of which all was known.</param>
    public sealed record CallsTaken(int Calls, int Known);

    public static async Task<CallsTaken> Handle(string key, HttpContext http, Db db, TakeCalls take, TimeProvider time, CancellationToken cancel)
    {
        var (shopId, body) = await InboundSecrets.Read(key, InboundSecrets.Calls, http, db, time, cancel);
        var items = Read(body).Events;
        if (items is not { Count: >= 1 and <= AtOnce } || items.Contains(null!))
            throw Refusal.Invalid("events", $"1–{AtOnce}");
        var now = time.Now();
        var events = items.Select((item, i) => (Call: Id(item.Call, $"events[{i}].call"), Event: Check(item, i, now))).ToList();
        var taken = await take.Handle(shopId, CallSource.Webhook, [.. events.GroupBy(e => e.Call).Select(g => new Reported(g.Key, [.. g.Select(e => e.Event)]))], cancel);
        return new(taken.Changed, taken.Known);
    }

    private static CallEnvelope Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<CallEnvelope>(body, Strict) ?? throw Refusal.Invalid("events");
        }
        catch (JsonException wrong)
        {
            throw Refusal.Invalid(wrong.Path is { Length: > 2 } path ? path[2..] : "events");
        }
    }

    private static CallEvent Check(CallItem item, int i, DateTimeOffset now)
    {
        string At(string field) => $"events[{i}].{field}";
        if (item.Event is not { } kind)
            throw Refusal.Invalid(At("event"), "queued, ringing, answered, ended or survey");
        if (item.At is not { Year: >= 2000 } at || at > now + Ahead)
            throw Refusal.Invalid(At("at"), "an instant that has been");
        AgentFields.Text(item.Extension, At("extension"), 1, 20);
        AgentFields.Text(item.Line, At("line"), 1, 40);
        if (kind == CallEventKind.Survey != item.Survey is not null)
            throw Refusal.Invalid(At("survey"), "of a survey, and of nothing else");
        return new(kind, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()))
        {
            Extension = item.Extension?.Trim(), Phone = Number(item.Phone, At("phone")), Line = item.Line?.Trim(), Survey = item.Survey, RecordingUrl = Recording(item.RecordingUrl, At("recordingUrl")),
        };
    }

    private static string Id(string? id, string field)
    {
        AgentFields.Text(id ?? "", field, 1, 200);
        return id!.Trim();
    }

    private static string? Number(string? phone, string field)
    {
        if (string.IsNullOrWhiteSpace(phone) || Nobody.Contains(phone.Trim(), StringComparer.OrdinalIgnoreCase))
            return null;
        return phone.Length <= 40 && Phone.Key(phone) is { Length: >= 2 and <= 20 } key ? key : throw Refusal.Invalid(field, "a telephone number");
    }

    /// <summary>People click on it: a page of the web, without anybody's password in it.</summary>
    private static string? Recording(string? address, string field)
    {
        if (string.IsNullOrEmpty(address))
            return null;
        return address.Length <= 1000 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? uri.AbsoluteUri : throw Refusal.Invalid(field, "http or https");
    }
}
