using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Yingke.E2E;

/// <summary>The program as its own process on an empty SQLite folder, and a shop with the named cast made by its command and its API.</summary>
public sealed class RunningShop : IAsyncDisposable
{
    public const string Password = "松间明月照-2026";
    private readonly string folder = Directory.CreateTempSubdirectory("yingke-e2e-").FullName;
    private Process? server;
    private HttpClient http = new();
    private string? exchange;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string PublicKey { get; private set; } = "";

    public async Task Start()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        await AddShop();
        server = Launch("serve");
        http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("X-Yingke", "1");
        await UntilReady();
        var me = await Send(HttpMethod.Post, "session", new { shop = "pine", account = "owner", password = Password });
        PublicKey = me.GetProperty("shop").GetProperty("publicKey").GetString()!;
        await Hire("linlan", "林岚", "客服主管", [], im: false, capacity: 5);
        await Hire("xiaomei", "小梅", "售后", ["aftersale"], im: true, capacity: 2);
        await Hire("xiaozhu", "小竹", "售前", ["presale"], im: true, capacity: 1);
    }

    /// <summary>A new account, made by the owner.</summary>
    public async Task Hire(string account, string name, string post, string[] groups, bool im, int capacity, string? extension = null)
    {
        var posts = await Send(HttpMethod.Get, "posts", null);
        var items = posts.ValueKind == JsonValueKind.Array ? posts : posts.GetProperty("items");
        var postId = items.EnumerateArray().Single(p => p.GetProperty("name").GetString() == post).GetProperty("id").GetString();
        await Send(HttpMethod.Post, "agents", new { accountName = account, name, password = Password, postId, groups, im, capacity, extension });
    }

    /// <summary>An order as the platform would tell of it; placed two hours ago.</summary>
    public async Task Order(string number, string state, string member, string name, bool paid, params (string Title, long Fen)[] lines)
    {
        // Paid just now: whatever the hour of this run, that is today in the shop's zone.
        var (now, at, total) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(-2), lines.Sum(l => l.Fen));
        await Send(HttpMethod.Put, "orders/" + number, new
        {
            buyer = new { memberId = member, name }, platform = "taobao", state, totalFen = total, freightFen = 0, paidFen = paid ? total : 0, placedAt = at, paidAt = paid ? now : (DateTimeOffset?)null, updatedAt = now,
            receivedAt = state == "received" ? at.AddHours(1) : (DateTimeOffset?)null, receiver = new { name, phone = "13800002046", region = "浙江省 杭州市", street = "西湖区 1 号" },
            lines = lines.Select((l, i) => new { id = "l" + i, title = l.Title, quantity = 1, priceFen = l.Fen, totalFen = l.Fen, paidFen = paid ? l.Fen : 0 }),
        });
    }

    /// <summary>What the telephone exchange reports of a call at this very moment, signed.</summary>
    public async Task Rings(string call, string what, string extension, string phone)
    {
        exchange ??= (await Send(HttpMethod.Post, "settings/inbound/calls/rotation", null)).GetProperty("secret").GetString()!;
        var (now, stamp) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var body = JsonSerializer.SerializeToUtf8Bytes(new { events = new[] { new { call, @event = what, at = now, extension, phone } } });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/hooks/{PublicKey}/calls") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Yingke-Signature", Server.Features.Accounts.InboundSecrets.Sign(exchange, stamp, body));
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What the shop's own server would sign for a member.</summary>
    public async Task<string> Identity(string member, string name)
    {
        var secret = (await Send(HttpMethod.Get, "settings/identity", null)).GetProperty("secret").GetString()!;
        var expires = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        return JsonSerializer.Serialize(new { memberId = member, name, expires, signature = Domain.Accounts.BuyerIdentity.Sign(secret, "pine", member, expires) });
    }

    /// <summary>Asks as the owner.</summary>
    public async Task<JsonElement> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task AddShop()
    {
        using var add = Launch("shop", "add", "pine", "--name", "松间茶铺");
        await add.StandardInput.WriteLineAsync(Password);
        add.StandardInput.Close();
        await add.WaitForExitAsync();
        add.ExitCode.ShouldBe(0);
    }

    private async Task UntilReady()
    {
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("The program did not start.");
    }

    private Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yingke.dll"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["YINGKE_DATA"] = folder;
        start.Environment["YINGKE_URLS"] = Address.ToString();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { HasExited: false })
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
        server?.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
