using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>reliability E39–E47: type by content, limits before the body is read, served inert, nothing left behind.</summary>
public sealed class FileTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    [Fact]
    public async Task A_picture_travels_from_the_buyer_to_the_agent_and_nobody_else()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var file = (await Upload(buyer.Api, "visitor/files", "我的 猫.jpeg", Gif)).As<FileView>();
        (file.Name, file.Type, file.Width, file.Height, file.Size).ShouldBe(("我的 猫.jpeg.gif", "image/gif", 1, 1, Gif.Length));
        (await buyer.Api.Post($"visitor/conversations/{id}/messages", new { clientId = "f1", kind = "image", fileId = file.Id })).Ok();

        var seen = (await zhu.Log(id)).Entries.Single(e => e.Kind == "image").File!;
        var shown = (await zhu.Api.Get(seen.Url)).Ok();
        shown.Bytes.ShouldBe(Gif);
        Inert(shown, "image/gif", "inline");
        Inert((await zhu.Api.Get(seen.Url + "?download")).Ok(), "image/gif", "attachment");
        var own = (await buyer.Log(id)).Entries.Single(e => e.Kind == "image").File!;
        Inert((await server.Host.Connect().Get(own.Url)).Ok(), "image/gif", "inline");

        var plain = $"files/{file.Id}";
        (await (await shop.OnDuty(Cast.Lan)).Api.Get(plain)).Refused(404, "not_found");
        (await (await shop.Buyer()).Api.Get(plain)).Refused(404, "not_found");
        (await server.Host.Connect().Get(plain)).Refused(404, "not_found");
        (await server.Host.Connect().Get(plain + "?t=forged")).Refused(404, "not_found");
        var other = (await Upload(buyer.Api, "visitor/files", "b.gif", Gif)).As<FileView>();
        (await server.Host.Connect().Get($"files/{file.Id}?t={other.Url.Split("?t=")[1]}")).Refused(404, "not_found");
    }

    [Fact]
    public async Task The_agents_right_to_a_file_ends_with_the_right_to_its_conversation()
    {
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var (server1, server2) = (await zhu.Desk()).Conversations.Any(c => c.Id == id) ? (zhu, lan) : (lan, zhu);
        var file = (await Upload(server1.Api, "files", "表.txt", "你好"u8.ToArray())).As<FileView>();
        (await server1.Api.Get(file.Url)).Ok();
        (await server2.Api.Get(file.Url)).Refused(404, "not_found");
        (await server1.Api.Post($"conversations/{id}/messages", new { clientId = "f1", kind = "file", fileId = file.Id })).Ok();
        (await server1.Transfer(id, new { agentId = server2.Id })).Ok();
        Inert((await server2.Api.Get(file.Url)).Ok(), "text/plain", "attachment");
        (await server1.Api.Get(file.Url)).Refused(404, "not_found");
    }

    [Theory]
    [InlineData("avatar.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("a.gif", "<!doctype html><script>alert(1)</script>")]
    [InlineData("a.txt", "#!/bin/sh\nrm -rf /")]
    [InlineData("setup.exe", "MZ\0\0\0\0")]
    [InlineData("x.png", "\u0000\u0001\u0002 nothing known")]
    public async Task What_could_run_or_is_unknown_is_refused_whatever_its_name(string name, string content)
    {
        var buyer = await (await server.Shop()).Buyer();
        (await Upload(buyer.Api, "visitor/files", name, Encoding.UTF8.GetBytes(content))).Refused(415, "file_type_refused", "file");
        Leftovers().ShouldBe(0);
    }

    [Theory]
    [InlineData(50_000, 50_000)]
    [InlineData(1, 500_000_000)]
    [InlineData(9_000, 9_000)]
    public async Task A_picture_that_would_explode_is_refused_by_its_header(uint width, uint height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Big(width), .. Big(height), 8, 2, 0, 0, 0, 0, 0, 0, 0];
        var buyer = await (await server.Shop()).Buyer();
        (await Upload(buyer.Api, "visitor/files", "bomb.png", png)).Refused(422, "image_too_large", "file");
        Leftovers().ShouldBe(0);
    }

    [Fact]
    public async Task A_file_over_the_shops_limit_is_refused_whether_it_says_so_or_not()
    {
        var shop = await server.Shop();
        await shop.Set(s => s with { Limits = s.Limits with { FileBytes = 100_000 } });
        var buyer = await shop.Buyer();
        (await Upload(buyer.Api, "visitor/files", "a.txt", Text(99_999))).Ok();
        (await Upload(buyer.Api, "visitor/files", "a.txt", Text(100_001))).Refused(413, "file_too_large", "file");
        (await Upload(buyer.Api, "visitor/files", "a.txt", Text(400_000))).Refused(413, "file_too_large", "file");
        (await Upload(buyer.Api, "visitor/files", "a.txt", Text(120_000), chunked: true)).Refused(413, "file_too_large", "file");
        Leftovers().ShouldBe(0);
    }

    [Fact]
    public async Task Nonsense_in_place_of_a_form_is_told_apart()
    {
        var api = (await (await server.Shop()).Buyer()).Api;
        (await api.Post("visitor/files", new { file = "x" })).Refused(422, "invalid", "file");
        (await Upload(api, "visitor/files", "a.txt", [])).Refused(422, "invalid", "file");
        using var other = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        (await api.Send(HttpMethod.Post, "visitor/files", (HttpContent)other)).Refused(422, "invalid", "file");
        using var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        (await api.Send(HttpMethod.Post, "visitor/files", (HttpContent)broken)).Refused(422, "invalid", "file");
        Leftovers().ShouldBe(0);
    }

    [Fact]
    public async Task Who_stalls_or_goes_away_leaves_nothing()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, server.Clock, "--Files:IdleSeconds=1");
        var shop = await TestShop.Open(host);
        var buyer = await shop.Buyer();
        using var stalling = await Begin(host, buyer);
        var answer = new byte[4096];
        var read = await stalling.GetStream().ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Encoding.ASCII.GetString(answer, 0, read).ShouldContain("upload_stalled");
        using (var leaving = await Begin(host, buyer))
            await Soon(() => Incoming(host) == 1);
        await Soon(() => Incoming(host) == 0);
        (await host.Look(db => db.Set<StoredFile>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_visitor_leaves_at_most_twenty_files_lying_and_they_are_swept_after_a_day()
    {
        var shop = await server.Shop();
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var files = new List<FileView>();
        for (var i = 0; i < 20; i++)
            files.Add((await Upload(buyer.Api, "visitor/files", $"{i}.gif", Gif)).As<FileView>());
        (await Upload(buyer.Api, "visitor/files", "21.gif", Gif)).Refused(429, "too_many_files").Headers["Retry-After"].ShouldNotBeEmpty();
        (await buyer.Api.Post($"visitor/conversations/{id}/messages", new { clientId = "f1", kind = "image", fileId = files[0].Id })).Ok();
        (await Upload(buyer.Api, "visitor/files", "21.gif", Gif)).Ok();

        server.Clock.Advance(TimeSpan.FromHours(24));
        await server.Host.RunJob("unattached-files");
        (await Kept(shop)).ShouldBe(21);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.Host.RunJob("unattached-files");
        (await Kept(shop)).ShouldBe(1);
        var store = server.Host.Services.GetRequiredService<FileStore>();
        File.Exists(store.PathOf(shop.Id, files[0].Id)).ShouldBeTrue();
        files.Skip(1).ShouldAllBe(f => !File.Exists(store.PathOf(shop.Id, f.Id)));
        (await Upload(buyer.Api, "visitor/files", "22.gif", Gif)).Ok();
    }

    private Task<int> Kept(TestShop shop) => server.Host.Look(db => db.Set<StoredFile>().CountAsync(f => f.ShopId == shop.Id));

    private static void Inert(Answer answer, string type, string disposition)
    {
        answer.Type.ShouldBe(type);
        answer.Headers["Content-Disposition"].Single().Split(';')[0].ShouldBe(disposition);
        answer.Headers["X-Content-Type-Options"].ShouldBe(["nosniff"]);
        answer.Headers["Content-Security-Policy"].ShouldBe(["sandbox; default-src 'none'"]);
    }

    /// <summary>A request that promises more than it sends.</summary>
    private static async Task<TcpClient> Begin(YingkeHost host, VisitorClient buyer)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/visitor/files HTTP/1.1\r\nHost: {host.Address.Authority}\r\nAuthorization: Bearer {buyer.Api.Bearer}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf of it"));
        return client;
    }

    private static async Task Soon(Func<bool> holds)
    {
        for (var i = 0; i < 1500 && !holds(); i++)
            await Task.Delay(20);
        holds().ShouldBeTrue();
    }

    private int Leftovers() => Incoming(server.Host);

    private static int Incoming(YingkeHost host) =>
        Path.Combine(host.Database.Folder, "files", "incoming") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder).Length : 0;

    private static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Text(int length) => Encoding.ASCII.GetBytes(new string('a', length));

    private static async Task<Answer> Upload(Api api, string path, string name, byte[] content, bool chunked = false)
    {
        using var form = new MultipartFormDataContent();
        using var part = chunked ? (HttpContent)new StreamContent(new Unmeasured(content)) : new ByteArrayContent(content);
        form.Add(part, "file", name);
        return await api.Send(HttpMethod.Post, path, (HttpContent)form);
    }

    /// <summary>A stream that does not tell its length: the request goes out in chunks.</summary>
    private sealed class Unmeasured(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
