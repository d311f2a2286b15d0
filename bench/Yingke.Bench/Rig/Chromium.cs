using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yingke.Bench.Rig;

/// <summary>A headless Chromium with one page, driven over its own debugging protocol: nothing stands between a key and what is measured.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yingke-chromium-").FullName;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> waiting = new();
    private readonly SemaphoreSlim sending = new(1);
    private Process? process;
    private Task reading = Task.CompletedTask;
    private int last;

    /// <summary>Where Debian's package and others put it.</summary>
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static async Task<Chromium> Start(int width, int height)
    {
        var chromium = new Chromium();
        var start = new ProcessStartInfo(Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("No Chromium here (Debian's package chromium)."), [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run", "--remote-debugging-port=0", "--user-data-dir=" + chromium.folder, string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"), "about:blank",
        ]) { RedirectStandardOutput = true, RedirectStandardError = true };
        chromium.process = Process.Start(start)!;
        chromium.process.ErrorDataReceived += (_, _) => { };
        chromium.process.OutputDataReceived += (_, _) => { };
        chromium.process.BeginErrorReadLine();
        chromium.process.BeginOutputReadLine();
        await chromium.Connect();
        await chromium.Call("Page.enable");
        await chromium.Call("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        return chromium;
    }

    private async Task Connect()
    {
        var told = Path.Combine(folder, "DevToolsActivePort");
        for (var tries = 0; tries < 300 && !(File.Exists(told) && File.ReadAllLines(told).Length > 1); tries++)
            await Task.Delay(100);
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{File.ReadLines(told).First()}/json/list")))!.AsArray();
            if (pages.FirstOrDefault(p => p!["type"]!.GetValue<string>() == "page") is { } page)
            {
                await socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()), CancellationToken.None);
                break;
            }
            if (tries > 50)
                throw new InvalidOperationException("Chromium opened no page.");
            await Task.Delay(100);
        }
        reading = Read();
    }

    public async Task<JsonNode> Call(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var frame = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] });
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, true, stop.Token);
        }
        finally
        {
            sending.Release();
        }
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>The value of a script, waited for where it is a promise.</summary>
    public async Task<JsonNode?> Value(string script)
    {
        var answer = await Call("Runtime.evaluate", new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } error ? throw new InvalidOperationException(error.ToJsonString()) : answer["result"]!["value"];
    }

    public async Task<double> Number(string script) => (await Value(script))!.GetValue<double>();

    /// <summary>Waits until a script is true.</summary>
    public async Task Until(string script)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
        {
            if (await Value($"Boolean({script})") is { } value && value.GetValue<bool>())
                return;
        }
        throw new TimeoutException(script);
    }

    /// <summary>A key down and up again, as the keyboard would send it. A key with Alt carries no text.</summary>
    public async Task Press(char letter, bool alt)
    {
        var key = new JsonObject
        {
            ["type"] = alt ? "rawKeyDown" : "keyDown", ["modifiers"] = alt ? 1 : 0, ["key"] = letter.ToString(), ["code"] = "Key" + char.ToUpperInvariant(letter),
            ["windowsVirtualKeyCode"] = (int)char.ToUpperInvariant(letter),
        };
        if (!alt)
            key["text"] = letter.ToString();
        await Call("Input.dispatchKeyEvent", key);
        await Call("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["modifiers"] = alt ? 1 : 0, ["key"] = letter.ToString(), ["code"] = "Key" + char.ToUpperInvariant(letter), ["windowsVirtualKeyCode"] = (int)char.ToUpperInvariant(letter) });
    }

    private async Task Read()
    {
        var (buffer, message) = (new byte[64 * 1024], new MemoryStream());
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), stop.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                message.Write(buffer, 0, got.Count);
                if (!got.EndOfMessage)
                    continue;
                var said = JsonNode.Parse(message.ToArray())!;
                message.SetLength(0);
                if (said["id"] is not { } id || !waiting.TryRemove(id.GetValue<int>(), out var answer))
                    continue;
                if (said["error"] is { } error)
                    answer.SetException(new InvalidOperationException(error.ToJsonString()));
                else
                    answer.SetResult(said["result"]!);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException)
        {
            // Ended, from here or from there.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        socket.Abort();
        await reading;
        socket.Dispose();
        if (process is { } chromium)
        {
            if (!chromium.HasExited)
                chromium.Kill(true);
            await chromium.WaitForExitAsync();
            chromium.Dispose();
        }
        stop.Dispose();
        sending.Dispose();
        // The browser's children may still be writing their last.
        for (var tries = 0; tries < 20 && Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder, true);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }
}
