using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Robot.Model;

/// <param name="HasKey">The key itself is never shown again.</param>
internal sealed record RobotModelView(bool IsOn, string Address, string Model, int Seconds, bool HasKey);

/// <param name="Error">Null where it answered.</param>
internal sealed record RobotModelTrial(int Milliseconds, [property: WordsOf("timeout", "refused", "unreachable", "address_refused", "unknown_answer")] string? Error);

/// <summary>The owner connects a language model, tries it, and switches it off; each step is in the audit log without its key.</summary>
internal sealed class EditModel(Db db, ModelClient client, IOptions<WebhookLimits> limits)
{
    private const int MostSeconds = 15;

    /// <param name="Key">Null leaves the one that is there, empty takes it away. With another server it must be given anew, so that no key goes where it does not belong.</param>
    public sealed record RobotModelRequest(bool? IsOn, string? Address, string? Model, int? Seconds, string? Key);

    public async Task<RobotModelView> Show(Guid shopId, CancellationToken cancel) => View(await Find(shopId, cancel) ?? new() { ShopId = shopId });

    public async Task<RobotModelView> Change(HttpContext http, RobotModelRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var isOn = request.IsOn ?? throw Refusal.Invalid("isOn");
        var address = !isOn && string.IsNullOrWhiteSpace(request.Address) ? "" : EditWebhook.Url(request.Address, limits.Value, "address").TrimEnd('/');
        if (address.Contains('?', StringComparison.Ordinal) || address.Contains('#', StringComparison.Ordinal))
            throw Refusal.Invalid("address", "such as https://api.example.cn/v1");
        AgentFields.Text(request.Model ?? "", "model", isOn ? 1 : 0, 100);
        if (request.Seconds is not { } seconds || seconds is < 1 or > MostSeconds)
            throw Refusal.Invalid("seconds", $"1–{MostSeconds}");
        if (request.Key is { } given && (given.Length > 500 || given.Any(c => c is <= ' ' or > '~')))
            throw Refusal.Invalid("key", "printable characters without spaces");
        var changed = await db.InTransaction(async () =>
        {
            var model = await db.Set<RobotModel>().AsTracking().SingleOrDefaultAsync(m => m.ShopId == shopId, cancel);
            if (model is null)
                db.Add(model = new() { ShopId = shopId });
            var before = View(model);
            if (request.Key is not null)
                model.Secret = request.Key.Length > 0 ? client.Protect(request.Key) : null;
            else if (Server(model.Address) != Server(address))
                model.Secret = null;
            (model.IsOn, model.Address, model.Name, model.Seconds) = (isOn, address, request.Model?.Trim() ?? "", seconds);
            Audit.Add(db, http, "robot.model_changed", model.Name, before, View(model));
            return model;
        }, cancel);
        client.Forgive(shopId);
        return View(changed);
    }

    /// <summary>One small question to what is saved.</summary>
    public async Task<RobotModelTrial> Try(Guid shopId, CancellationToken cancel)
    {
        if (await Find(shopId, cancel) is not { Address.Length: > 0 } model)
            throw Refusal.Conflict("model_missing");
        var began = Stopwatch.GetTimestamp();
        var answer = await client.Try(model, "只回复两个字：你好", "你好", cancel);
        if (answer.Error is null)
            client.Forgive(shopId);
        return new((int)Stopwatch.GetElapsedTime(began).TotalMilliseconds, answer.Error);
    }

    private Task<RobotModel?> Find(Guid shopId, CancellationToken cancel) => db.Set<RobotModel>().SingleOrDefaultAsync(m => m.ShopId == shopId, cancel);

    private static RobotModelView View(RobotModel m) => new(m.IsOn, m.Address, m.Name, m.Seconds, m.Secret is not null);

    private static string Server(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : "";
}
