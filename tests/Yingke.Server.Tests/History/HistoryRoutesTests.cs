using System.Net.Http.Headers;
using System.Text;
using Yingke.Server.Features.History;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.History;

/// <summary>导入导出 over HTTP, as the screen uses it.</summary>
public sealed class HistoryRoutesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_file_goes_in_with_its_progress_and_out_again()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        var done = await Import(owner, "skip_bad", [.. Lines.People, .. Lines.Talk("c1"), "{"]);
        (done.State, done.Phase, done.Lines, done.Imported, done.BadCount, done.FileName).ShouldBe((ImportState.Done, ImportPhase.Finished, 11, 10, 1, "老店.jsonl"));
        done.Bad.ShouldBe([new BadLine(11, null, "not_json")]);
        (await owner.Api.Get($"history/imports/{done.Id}/bad-lines")).Text.ShouldBe("{\n");

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await Import(owner, "strict", [.. Lines.Talk("c2"), "{"]);
        (refused.State, refused.Failure, refused.Imported).ShouldBe((ImportState.Failed, "bad_lines", 0));
        (await owner.Api.Get("history/imports")).As<HistoryRoutes.ImportList>().Items.Select(i => i.Id).ShouldBe([refused.Id, done.Id]);

        var export = await owner.Api.Get("history/export");
        export.Type.ShouldBe("application/x-ndjson");
        export.Text.Split('\n').ShouldContain(Lines.Says("c1", "01", "在的", "a1"));
        export.Text.ShouldNotContain("\"conversation\":\"c2\"");
    }

    [Fact]
    public async Task It_takes_the_permission_and_a_file()
    {
        var shop = await server.Shop();
        (await (await shop.SignIn(Cast.Supervisor)).Api.Get("history/export")).Refused(403, "forbidden");
        var owner = await shop.SignIn(Cast.Owner);
        (await owner.Api.Post("history/imports", new { })).Refused(422, "invalid", "file");
        (await owner.Api.Post("history/imports?mode=maybe", File("x"))).Refused(422, "invalid", "mode");
        (await owner.Api.Post("history/imports", File(""))).Refused(422, "invalid", "file");
        (await owner.Api.Get($"history/imports/{Guid.NewGuid()}")).Refused(404, "not_found");
        (await owner.Api.Get($"history/imports/{Guid.NewGuid()}/bad-lines")).Refused(404, "not_found");
    }

    private static async Task<HistoryRoutes.ImportView> Import(AgentClient by, string mode, string[] lines)
    {
        var id = (await by.Api.Post($"history/imports?mode={mode}", File(string.Join('\n', lines)))).As<HistoryRoutes.Begun>().Id;
        for (var i = 0; i < 300; i++)
        {
            var seen = (await by.Api.Get($"history/imports/{id}")).As<HistoryRoutes.ImportView>();
            if (seen.State != ImportState.Running)
                return seen;
            await Task.Delay(50);
        }
        throw new Xunit.Sdk.XunitException("The import does not end.");
    }

    private static MultipartFormDataContent File(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return new MultipartFormDataContent { { content, "file", "老店.jsonl" } };
    }
}
