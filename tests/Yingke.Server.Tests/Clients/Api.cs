using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Tests.Clients;

/// <summary>One client of the program over HTTP, with the headers that make it who it is. What holds for every answer is looked at here, on all of them.</summary>
public sealed class Api(Uri address)
{
    // One pool for all tests; cookies are set by hand, since each client is somebody else.
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 256 })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    private static readonly JsonSerializerOptions Sent = new(Stored.Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public const string Prefix = "/api/v1";

    public Uri Address => address;

    public string? Cookie { get; set; }

    public string? Bearer { get; set; }

    /// <summary>Sent with everything, as the web does.</summary>
    public bool SaysYingke { get; set; } = true;

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body);

    public Task<Answer> Put(string path, object? body = null) => Send(HttpMethod.Put, path, body);

    public Task<Answer> Patch(string path, object? body = null) => Send(HttpMethod.Patch, path, body);

    public Task<Answer> Delete(string path, object? body = null) => Send(HttpMethod.Delete, path, body);

    public Task<Answer> Send(HttpMethod method, string path, object? body = null) =>
        Send(method, path, body is null ? method == HttpMethod.Post ? JsonContent.Create(new { }) : null : body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: Sent));

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path.StartsWith('/') ? path : $"{Prefix}/{path}")) { Content = content };
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        if (Bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bearer);
        if (SaysYingke)
            request.Headers.Add("X-Yingke", "1");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new Answer(request.Method, request.RequestUri!.PathAndQuery, response, bytes).Checked();
    }
}

/// <summary>What came back.</summary>
public sealed class Answer(HttpMethod method, string path, HttpResponseMessage response, byte[] bytes)
{
    public int Status { get; } = (int)response.StatusCode;

    public string? Type { get; } = response.Content.Headers.ContentType?.MediaType;

    public ILookup<string, string> Headers { get; } = response.Headers.Concat(response.Content.Headers)
        .SelectMany(h => h.Value.Select(value => (h.Key, value))).ToLookup(h => h.Key, h => h.value, StringComparer.OrdinalIgnoreCase);

    public byte[] Bytes { get; } = bytes;

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Bytes);

    /// <summary>The stable code of a problem; null for anything else.</summary>
    public string? Code => Type == "application/problem+json" && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Field => Type == "application/problem+json" && Json.TryGetProperty("field", out var named) ? named.GetString() : null;

    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>The body of a success; anything else fails the test with the whole answer.</summary>
    public T As<T>() => IsOk ? JsonSerializer.Deserialize<T>(Bytes, Stored.Json)! : throw new Xunit.Sdk.XunitException($"Not a success: {this}");

    public Answer Ok() => IsOk ? this : throw new Xunit.Sdk.XunitException($"Not a success: {this}");

    /// <summary>A problem with exactly this status and code.</summary>
    public Answer Refused(int status, string code, string? field = null)
    {
        (Status, Code).ShouldBe((status, code), ToString());
        if (field is not null)
            Field.ShouldBe(field, ToString());
        return this;
    }

    /// <summary>No mishap of the program, and no answer that a browser could mistake for a page with scripts (attack D38).</summary>
    internal Answer Checked()
    {
        if (Status == 500)
            throw new InvalidOperationException(ToString());
        Headers["X-Content-Type-Options"].ShouldBe(["nosniff"], ToString());
        Headers["Content-Security-Policy"].Single().ShouldContain("default-src", customMessage: ToString());
        if (Status >= 400 && path.StartsWith("/api/", StringComparison.Ordinal))
            (Type, Code is null).ShouldBe(("application/problem+json", false), ToString());
        return this;
    }

    public override string ToString() => $"{method} {path} → {Status} {Type} {(Text.Length > 600 ? Text[..600] : Text)}";
}
