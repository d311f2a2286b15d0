using System.Net;
using System.Text;
using System.Text.Json;
using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>Pairs who talk through whatever happens: each message is sent again with the same client id until the server says yes or a definite no.</summary>
internal sealed class Talk(BenchShop shop, Func<Uri> node, History history) : IAsyncDisposable
{
    private readonly List<Viewer> viewers = [];
    private readonly CancellationTokenSource stop = new();
    private Task sending = Task.CompletedTask;
    private int count;
    private int acknowledged;

    // A retry of what was acknowledged: an impatient finger, a lost answer.
    private const int OneOf = 20;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Starts everybody, at about <paramref name="perSecond"/> messages a second in all.</summary>
    public void Start(double perSecond)
    {
        foreach (var pair in shop.Pairs)
        {
            viewers.Add(new Viewer("agent " + pair.Agent, node, "/hubs/desk", pair.AgentCookie, null, "/api/v1/conversations", [pair.Conversation], history));
            viewers.Add(new Viewer("buyer " + pair.Buyer, node, "/hubs/visitor?access_token=" + Uri.EscapeDataString(pair.BuyerToken), null, pair.BuyerToken, "/api/v1/visitor/conversations", [pair.Conversation], history));
        }
        viewers.ForEach(v => v.Start());
        var pause = TimeSpan.FromSeconds(shop.Pairs.Count * 2 / perSecond);
        sending = Task.WhenAll(shop.Pairs.SelectMany(p => new[]
        {
            Send(p, "buyer", "/api/v1/visitor/conversations", Viewer.Client(null, p.BuyerToken), pause), Send(p, "agent", "/api/v1/conversations", Viewer.Client(p.AgentCookie, null), pause),
        }));
    }

    /// <summary>No new messages; those under way are finished, then every view is brought up to date once more.</summary>
    public async Task Quiesce()
    {
        await stop.CancelAsync();
        await sending;
        await Task.Delay(TimeSpan.FromSeconds(3));
        foreach (var pair in shop.Pairs)
        {
            foreach (var viewer in viewers.Where((_, i) => shop.Pairs[i / 2] == pair))
                await viewer.CatchUp(pair.Conversation);
        }
    }

    private async Task Send(Pair pair, string who, string messages, HttpClient http, TimeSpan pause)
    {
        using (http)
        {
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref count);
                var message = new Told(pair.Conversation, $"{who}-{number}", $"{who} {number}");
                history.Sent.Add(message);
                while (!await Try(http, messages, message))
                    await Task.Delay(Random.Shared.Next(50, 250));
                if (number % OneOf == 0)
                    await Try(http, messages, message);
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()));
            }
        }
    }

    private async Task<bool> Try(HttpClient http, string messages, Told message)
    {
        try
        {
            using var body = new StringContent($$"""{"clientId":"{{message.ClientId}}","text":"{{message.Text}}"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri(node(), $"{messages}/{message.Conversation}/messages"), body);
            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created)
            {
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
                var seq = json.RootElement.GetProperty("entry").GetProperty("seq").GetInt64();
                if (message.Seq is null)
                    Interlocked.Increment(ref acknowledged);
                else if (message.Seq != seq)
                    message.Changed = true;
                message.Seq = seq;
                return true;
            }
            // 4xx is definite; 5xx and 429 are not. What was acknowledged before is not refused by its retry.
            message.Refused = message.Seq is null && (int)answer.StatusCode is >= 400 and < 500 and not 429 and not 401;
            return message.Refused;
        }
        catch (Exception unknown) when (unknown is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var viewer in viewers)
            await viewer.DisposeAsync();
        stop.Dispose();
    }
}
