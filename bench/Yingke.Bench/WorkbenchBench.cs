using System.Text.Json.Nodes;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage.Log;

namespace Yingke.Bench;

/// <summary>
/// What an agent with 200 open conversations feels, in a real browser: from the address to the first painted rows with nothing cached, and
/// from a key to what it painted. Beside it a log of 10,000 messages and a wall of 200 agents.
/// </summary>
internal static class WorkbenchBench
{
    private const int Open = 200;
    private const int Long = 10_000;
    private const int Loads = 15;
    private const int Keys = 120;

    /// <summary>Runs in the page before anything else. A frame counts as painted when the task after its animation frame runs.</summary>
    private const string Watch = """
        (() => {
          const painted = () => new Promise((done) => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now());
            channel.port2.postMessage(0);
          }));
          const bench = window.bench = { rowsAt: 0, keys: [], longest: 0 };
          new PerformanceObserver((list) => {
            for (const task of list.getEntries()) bench.longest = Math.max(bench.longest, task.duration);
          }).observe({ entryTypes: ['longtask'] });
          const rows = new MutationObserver(() => {
            if (!document.querySelector('[data-conversation]')) return;
            rows.disconnect();
            void painted().then((at) => { bench.rowsAt = at; });
          });
          rows.observe(document, { childList: true, subtree: true });
          // What a key has to change: which row is open, or what stands in the composer.
          const shown = () => `${document.querySelector('[data-conversation][aria-current]')?.dataset.conversation}|${document.querySelector('textarea')?.value}`;
          addEventListener('keydown', (event) => {
            if (event.key === 'Alt') return;
            const before = shown();
            const look = async () => {
              const at = await painted();
              if (shown() === before) return look();
              bench.keys.push(at - event.timeStamp);
            };
            void look();
          }, true);
          bench.frames = async (scroller, ms) => {
            const gaps = [];
            let before = await painted();
            for (const end = before + ms; before < end;) {
              scroller.scrollTop -= 400;
              const now = await painted();
              gaps.push(now - before);
              before = now;
            }
            return gaps;
          };
        })();
        """;

    public static async Task Run()
    {
        await using var store = Store.Sqlite();
        BenchShop desk, wall;
        await using (var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]))
        {
            desk = await BenchShop.Make(host, agents: 1, capacity: Open, pairs: Open);
            wall = await BenchShop.Make(host, agents: 200, capacity: 5, pairs: 400);
            await host.StartAsync();
            await Talk(host.Services.GetRequiredService<MessageLog>(), desk);
            await host.StopAsync();
        }
        await using var server = await Rig.Server.Start(store);
        await using var page = await Chromium.Start(1366, 768);
        await page.Call("Network.enable");
        await page.Call("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = Watch });
        await SignIn(page, server, desk.Pairs[0].AgentCookie);
        await Paint(page, server);
        await Press(page);
        await LongLog(page, server, desk.Pairs[0].Conversation);
        await SignIn(page, server, await wall.OwnerCookie(server.Address));
        await Wall(page, server);
    }

    /// <summary>Thirty messages in each, every other one unanswered, so that a hundred waiting clocks tick; 10,000 in the first.</summary>
    private static async Task Talk(MessageLog log, BenchShop shop)
    {
        for (var i = 0; i < shop.Pairs.Count; i++)
        {
            var pair = shop.Pairs[i];
            var count = i == 0 ? Long : 30 + i % 2;
            // One after the other where the order tells who answered whom; the long one only has to be long.
            for (var n = 0; n < count; n += i == 0 ? 500 : 1)
                await Task.WhenAll(Enumerable.Range(n, i == 0 ? 500 : 1).Select(k => log.Append(Line(shop, pair, k), CancellationToken.None)));
        }
    }

    private static Append Line(BenchShop shop, Pair pair, int n) => n % 2 == 0
        ? new(shop.ShopId, pair.Conversation, Sender.Buyer, pair.Buyer, EntryKind.Text, "b" + n, $"第 {n} 句：我的快递到哪了，麻烦帮忙看一下，这是送人的", null)
        : new(shop.ShopId, pair.Conversation, Sender.Agent, pair.Agent, EntryKind.Text, "a" + n, $"第 {n} 句：您好，已经帮您催了，今天会到", null);

    private static async Task SignIn(Chromium page, Rig.Server server, string cookie)
    {
        var parts = cookie.Split('=', 2);
        await page.Call("Network.setCookie", new() { ["name"] = parts[0], ["value"] = parts[1], ["url"] = server.Address.ToString(), ["httpOnly"] = true });
        await Go(page, server, "/login");
        await page.Value("localStorage.setItem('yingke.preferences', JSON.stringify({ noticesAsked: true }))");
    }

    private static Task<JsonNode> Go(Chromium page, Rig.Server server, string path) => page.Call("Page.navigate", new() { ["url"] = new Uri(server.Address, path).ToString() });

    private static async Task Paint(Chromium page, Rig.Server server)
    {
        var times = new List<double>();
        for (var i = -2; i < Loads; i++)
        {
            await page.Call("Network.clearBrowserCache");
            await Go(page, server, "/");
            await page.Until("window.bench && window.bench.rowsAt");
            if (i >= 0)
                times.Add(await page.Number("bench.rowsAt") / 1000);
        }
        Figures.Say($"{Open} open conversations: first rows painted after {Figures.Median(times):0.00} s, worst {times.Max():0.00} s (n {Loads}, nothing cached)");
        Figures.Ratio("workbench-paint-seconds", Figures.Median(times));
    }

    private static async Task Press(Chromium page)
    {
        var moves = await Strokes(page, 'j', alt: true);
        await page.Until("document.querySelector('textarea')");
        await page.Value("document.querySelector('textarea').focus()");
        var letters = await Strokes(page, 'a', alt: false);
        Tell("Alt+J, the next conversation", moves);
        Tell("a letter in the composer", letters);
        List<double> all = [.. moves, .. letters];
        Tell("a key", all);
        Figures.Ratio("workbench-key-ms", Figures.Percentile(all, 0.95));
    }

    private static async Task<List<double>> Strokes(Chromium page, char letter, bool alt)
    {
        // The first few load what is loaded once.
        for (var i = 0; i < 5; i++)
            await Stroke(page, letter, alt);
        await page.Value("bench.keys.length = 0");
        for (var i = 0; i < Keys; i++)
            await Stroke(page, letter, alt);
        return [.. (await page.Value("bench.keys"))!.AsArray().Select(v => v!.GetValue<double>())];
    }

    private static async Task Stroke(Chromium page, char letter, bool alt)
    {
        var before = (int)await page.Number("bench.keys.length");
        await page.Press(letter, alt);
        await page.Until($"bench.keys.length > {before}");
        // Nobody types in step with the frames.
        await Task.Delay(30 + (before * 7 % 40));
    }

    /// <summary>Opens the long one by its address, then scrolls up through what is there.</summary>
    private static async Task LongLog(Chromium page, Rig.Server server, Guid conversation)
    {
        var opened = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await Go(page, server, "/conversations/" + conversation);
            await page.Until("document.querySelector('[data-seq]')");
            opened.Add(await page.Number("performance.now()"));
        }
        await page.Value("bench.longest = 0");
        const string Scroller = "(() => { let e = document.querySelector('[data-seq]'); while (e && !(e.scrollHeight > e.clientHeight + 10 && /auto|scroll/.test(getComputedStyle(e).overflowY))) e = e.parentElement; return e; })()";
        var gaps = ((await page.Value($"bench.frames({Scroller}, 4000)"))!.AsArray()).Select(v => v!.GetValue<double>()).ToList();
        Figures.Say($"a log of {Long}: open after {Figures.Median(opened) / 1000:0.00} s from its address, worst {opened.Max() / 1000:0.00} s (n 5); scrolling up, a frame takes {Figures.Median(gaps):0} ms, p95 {Figures.Percentile(gaps, 0.95):0}, worst {gaps.Max():0} (n {gaps.Count}); nodes {await page.Number("document.querySelectorAll('[data-seq]').length"):0}");
    }

    private static async Task Wall(Chromium page, Rig.Server server)
    {
        var opened = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await Go(page, server, "/wall");
            await page.Until("document.querySelectorAll('tr[data-row-key], [data-row-key]').length > 5");
            opened.Add(await page.Number("performance.now()"));
        }
        await page.Value("bench.longest = 0");
        await Task.Delay(6000);
        Figures.Say($"a wall of 200 agents: rows after {Figures.Median(opened) / 1000:0.00} s from its address, worst {opened.Max() / 1000:0.00} s (n 5); {await page.Number("document.querySelectorAll('[data-row-key]').length"):0} rows in the page; longest task in 6 s of watching {await page.Number("bench.longest"):0} ms");
    }

    private static void Tell(string what, List<double> times) =>
        Figures.Say($"{what}: painted after {Figures.Median(times):0} ms, p95 {Figures.Percentile(times, 0.95):0}, worst {times.Max():0} (n {times.Count})");
}
