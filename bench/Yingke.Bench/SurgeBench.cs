using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>
/// A big sale's first seconds: 2,000 buyers come within 10 s to one shop with 20 agents whose workbenches are open. Each opens the window, comes in and
/// writes; the reaction is the time from coming in until the buyer knows their agent or position. Against buyers who come one by one to an idle
/// shop of the same size on the same server, before and after.
/// </summary>
internal static class SurgeBench
{
    private const int Buyers = 2_000;
    private const int Agents = 20;
    private const int Capacity = 10;
    private const int Idle = 300;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private sealed record Came(string Token, Guid Conversation, double ReactionMs, double TotalMs);

    private sealed record View(Guid Id, string State, int? Position);

    private sealed record Session(string Token);

    public static async Task Run(string? only)
    {
        var (lost, reactions) = (0, new List<double>());
        if (only != "postgres")
            await using (var store = Store.Sqlite())
                await On(store);
        if (only != "sqlite" && Postgres.Bin is not null)
        {
            await using var postgres = await Postgres.Start();
            await using var store = await Store.On(postgres);
            await On(store);
        }
        Figures.Ratio("surge-lost", lost);
        Figures.Ratio("surge-reaction", reactions.Max());

        async Task On(Store store)
        {
            var (gone, ratio) = await Measure(store);
            lost += gone;
            reactions.Add(ratio);
        }
    }

    private static async Task<(int Lost, double Ratio)> Measure(Store store)
    {
        await using var host = Server.Commands.Host.Build([.. store.Arguments]);
        var (idle, busy) = (await BenchShop.Make(host, Agents, Capacity * Idle, pairs: 0), await BenchShop.Make(host, Agents, Capacity, pairs: 0));
        await using var server = await Rig.Server.Start(store);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseCookies = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) };
        var desks = new List<HubSocket>();
        foreach (var cookie in busy.AgentCookies)
            desks.Add(await HubSocket.Connect(server.Address, "/hubs/desk", cookie, _ => { }));
        // The first of them compile the program.
        for (var i = 0; i < 200; i++)
            await Come(http, idle.PublicKey);
        var quiet = await OneByOne(http, idle.PublicKey);
        var cpu = server.Cpu();
        var clock = Stopwatch.StartNew();
        var came = await Task.WhenAll(Enumerable.Range(0, Buyers).Select(async i =>
        {
            await Task.Delay(Span * ((double)i / Buyers));
            return await Come(http, busy.PublicKey);
        }));
        var (took, busyFor) = (clock.Elapsed, server.Cpu() - cpu);
        quiet.AddRange(await OneByOne(http, idle.PublicKey));
        var lost = Buyers - came.Count(c => c is not null) + await Missing(host, busy, [.. came.OfType<Came>()]);
        foreach (var desk in desks)
            await desk.DisposeAsync();
        var reactions = came.OfType<Came>().Select(c => c.ReactionMs).ToList();
        var (calm, surge) = (Figures.Percentile(quiet, 0.99), Figures.Percentile(reactions, 0.99));
        Figures.Say($"{store.Name}: {Buyers} buyers in {took.TotalSeconds:0.0} s, {Agents} agents of {Capacity} places, {busyFor.TotalSeconds:0.0} s of CPU: {lost} lost; first reaction p50 {Figures.Median(reactions):0.0} ms, p99 {surge:0.0} ms, max {reactions.Max():0.0} ms; window to message p99 {Figures.Percentile([.. came.OfType<Came>().Select(c => c.TotalMs)], 0.99):0.0} ms");
        Figures.Say($"{store.Name}: idle shop p50 {Figures.Median(quiet):0.0} ms, p99 {calm:0.0} ms (n {quiet.Count})");
        return (lost, surge / calm);
    }

    private static async Task<List<double>> OneByOne(HttpClient http, string key)
    {
        var reactions = new List<double>();
        for (var i = 0; i < Idle; i++)
        {
            if (await Come(http, key) is { } came)
                reactions.Add(came.ReactionMs);
            await Task.Delay(5);
        }
        return reactions;
    }

    /// <summary>A window opens, the buyer comes in and writes. Null where any of it failed, or where neither agent nor position was told.</summary>
    private static async Task<Came?> Come(HttpClient http, string key)
    {
        var start = Stopwatch.GetTimestamp();
        if (await Post<Session>(http, "/api/v1/visitor/sessions", new { shop = key }, null) is not { } session)
            return null;
        var inflow = Stopwatch.GetTimestamp();
        var view = await Post<View>(http, "/api/v1/visitor/conversation", new { source = "product_detail" }, session.Token);
        var reaction = Stopwatch.GetElapsedTime(inflow).TotalMilliseconds;
        if (view is null || !(view.State == "active" || (view.State == "queued" && view.Position > 0)))
            return null;
        var sent = await Post<object>(http, $"/api/v1/visitor/conversations/{view.Id}/messages", new { clientId = Guid.NewGuid().ToString("N"), text = "在吗？这款还有货吗" }, session.Token);
        return sent is null ? null : new(session.Token, view.Id, reaction, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Looked up in the database afterwards: every buyer has one conversation, with an agent or in the queue, and what they wrote is in its log.</summary>
    private static async Task<int> Missing(WebApplication host, BenchShop shop, IReadOnlyList<Came> came)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var open = (await db.Set<Conversation>().Where(c => c.ShopId == shop.ShopId && (c.State == ConversationState.Queued || (c.State == ConversationState.Active && c.AgentId != null))).Select(c => c.Id).ToListAsync()).ToHashSet();
        var entries = await db.Set<Entry>().Where(e => e.ShopId == shop.ShopId).Select(e => new { e.ConversationId, e.From, e.SenderId, e.Text }).ToListAsync();
        var written = entries.Where(e => e.From == Sender.Buyer).Select(e => e.ConversationId).ToHashSet();
        var helped = entries.Where(e => e.From == Sender.System && e.Text is { Length: > 0 }).Select(e => e.ConversationId).ToHashSet();
        var steps = await db.Set<OverloadStep>().CountAsync(s => s.ShopId == shop.ShopId && s.IsOn);
        Figures.Say($"  {open.Count} open, {written.Count} with their message, {helped.Count} with a welcome or the self-service message; overload began {steps} time(s)");
        return came.Count(c => !open.Contains(c.Conversation) || !written.Contains(c.Conversation));
    }

    private static async Task<T?> Post<T>(HttpClient http, string path, object body, string? token) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(Stored.Json) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
