using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.Conversations;

/// <summary>Favourite pictures: kept by one agent, sent in any conversation, each time as a file of that conversation's own.</summary>
public sealed class FavouriteTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_kept_picture_is_sent_in_another_conversation_and_outlives_the_right_to_the_first()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (first, second) = (await shop.Buyer(), await shop.Buyer());
        var (one, other) = (await first.Ask(), await second.Ask());
        var shown = (await Scene.Upload(first.Api, "visitor/files", "吊牌.gif")).As<FileView>();
        (await first.Api.Post($"visitor/conversations/{one}/messages", new { clientId = "p", kind = "image", fileId = shown.Id })).Ok();

        var kept = Kept(await zhu.Api.Post("favourite-pictures", new { fileId = shown.Id }), 201);
        Kept(await zhu.Api.Post("favourite-pictures", new { fileId = shown.Id }), 200).Id.ShouldBe(kept.Id);
        kept.Id.ShouldNotBe(shown.Id);
        // What is kept cannot be pulled into a conversation itself, nor is it taken for something forgotten.
        (await zhu.Api.Post($"conversations/{other}/messages", new { clientId = "k", kind = "image", fileId = kept.Id })).Refused(422, "invalid", "fileId");
        server.Clock.Advance(TimeSpan.FromDays(2));
        await server.Host.RunJob("unattached-files");

        var list = (await zhu.Api.Get("favourite-pictures")).As<FavouritePictures.FavouriteList>();
        (list.Items.Single().Name, list.Most).ShouldBe(("吊牌.gif", 100));
        var fresh = Kept(await zhu.Api.Post($"favourite-pictures/{kept.Id}/files"), 201);
        (await zhu.Api.Post($"conversations/{other}/messages", new { clientId = "f", kind = "image", fileId = fresh.Id })).Ok();
        var got = (await second.Log(other)).Entries.Single(e => e.Kind == "image").File!;
        (await server.Host.Connect().Get(got.Url)).Ok().Bytes.ShouldBe((await zhu.Api.Get(kept.Url)).Ok().Bytes);
        // Sent once, it belongs there; the next sending is another file.
        (await zhu.Api.Post($"conversations/{one}/messages", new { clientId = "g", kind = "image", fileId = fresh.Id })).Refused(422, "invalid", "fileId");
        Kept(await zhu.Api.Post($"favourite-pictures/{kept.Id}/files"), 201).Id.ShouldNotBe(fresh.Id);

        (await zhu.Api.Delete($"favourite-pictures/{kept.Id}")).Ok();
        (await zhu.Api.Get(kept.Url)).Refused(404, "not_found");
        (await server.Host.Connect().Get(got.Url)).Ok();
    }

    [Fact]
    public async Task Pictures_are_ones_own_readable_showable_and_few()
    {
        var shop = await server.Shop();
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        var mine = (await Scene.Upload(zhu.Api, "files", "a.gif")).As<FileView>();
        (await lan.Api.Post("favourite-pictures", new { fileId = mine.Id })).Refused(422, "invalid", "fileId");
        (await zhu.Api.Post("favourite-pictures", new { })).Refused(422, "invalid", "fileId");
        var text = (await Scene.Upload(zhu.Api, "files", "a.txt", "你好"u8.ToArray())).As<FileView>();
        (await zhu.Api.Post("favourite-pictures", new { fileId = text.Id })).Refused(422, "invalid", "fileId");
        var kept = Kept(await zhu.Api.Post("favourite-pictures", new { fileId = mine.Id }), 201);
        (await lan.Api.Get(kept.Url)).Refused(404, "not_found");
        (await lan.Api.Post($"favourite-pictures/{kept.Id}/files")).Refused(404, "not_found");
        (await lan.Api.Delete($"favourite-pictures/{kept.Id}")).Refused(404, "not_found");
        (await lan.Api.Get("favourite-pictures")).As<FavouritePictures.FavouriteList>().Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task There_is_a_limit()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, server.Clock, "--Files:FavouritesPerAgent=2", "--Files:FavouriteBytes=60");
        var zhu = await (await TestShop.Open(host)).OnDuty(Cast.Zhu);
        for (byte i = 0; i < 2; i++)
            Kept(await zhu.Api.Post("favourite-pictures", new { fileId = (await Different(zhu.Api, i)).Id }), 201);
        (await zhu.Api.Post("favourite-pictures", new { fileId = (await Different(zhu.Api, 2)).Id })).Refused(409, "too_many_favourites");
        var large = (await Scene.Upload(zhu.Api, "files", "large.gif", [.. Gif, .. new byte[100]])).As<FileView>();
        (await zhu.Api.Post("favourite-pictures", new { fileId = large.Id })).Refused(413, "file_too_large", "fileId");
    }

    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static async Task<FileView> Different(Api api, byte which) => (await Scene.Upload(api, "files", "a.gif", [.. Gif, which])).As<FileView>();

    private static FileView Kept(Answer answer, int status)
    {
        answer.Status.ShouldBe(status, answer.Text);
        return answer.As<FileView>();
    }
}
