using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Yingke.Server.Demo;

/// <summary>Speaks to the program over HTTP as a browser does: as a member of staff with a session, or as a buyer's window with its token.</summary>
internal sealed class DemoClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(address, "/api/v1/"), DefaultRequestHeaders = { { "X-Yingke", "1" } } };

    public Task<JsonElement> Get(string path, CancellationToken cancel) => Send(HttpMethod.Get, path, null, cancel);

    public Task<JsonElement> Post(string path, object body, CancellationToken cancel) =>
        Send(HttpMethod.Post, path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), cancel);

    public Task<JsonElement> Put(string path, object body, CancellationToken cancel) =>
        Send(HttpMethod.Put, path, new StringContent(JsonSerializer.Serialize(body, Platform.Storage.Stored.Json), Encoding.UTF8, "application/json"), cancel);

    public Task<JsonElement> Patch(string path, object body, CancellationToken cancel) =>
        Send(HttpMethod.Patch, path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), cancel);

    public async Task<JsonElement> Upload(string path, string name, string text, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name } };
        return await Send(HttpMethod.Post, path, form, cancel);
    }

    public void Bearer(string token) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private async Task<JsonElement> Send(HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text.Length == 0 ? "null" : text)
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    public void Dispose() => http.Dispose();
}
