using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Training;
using Yingke.Server.Features.Training;
using Yingke.Server.Tests.Campaigns;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Training;

/// <summary>spec: accounts.md, Training.</summary>
public sealed class TrainingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_quiz_is_graded_here_and_its_right_answers_stay_here_until_it_is_passed()
    {
        var shop = await server.Shop();
        var (writer, zhu) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu));
        var course = (await writer.Api.Post("training/courses", Body("上岗第一课"))).As<CourseView>();
        course.Questions.Select(q => q.Right).ShouldAllBe(r => r != null, "who writes it sees what is right");
        (await writer.Api.Post("training/courses", Body("上岗第一课"))).Refused(409, "course_title_taken");
        (await zhu.Api.Post("training/courses", Body("别的课"))).Refused(403, "forbidden");
        var read = await zhu.Api.Get($"training/courses/{course.Line.Id}");
        read.Ok().Text.ShouldNotContain("\"right\"");
        read.As<CourseView>().Questions.Select(q => q.Several).ShouldBe([false, true]);
        var failed = await zhu.Api.Post($"training/courses/{course.Line.Id}/attempts", new { answers = new[] { new[] { 1 }, [0] }, version = 1 });
        failed.As<AttemptResult>().ShouldSatisfyAllConditions(r => r.Percent.ShouldBe(50), r => r.Passed.ShouldBeFalse(), r => r.Course.Line.Attempts.ShouldBe(1), r => r.Course.Questions.ShouldAllBe(q => q.Right == null));
        (await zhu.Api.Post($"training/courses/{course.Line.Id}/attempts", new { answers = new[] { new[] { 0 } }, version = 1 })).Refused(422, "invalid", "answers");
        (await zhu.Api.Post($"training/courses/{course.Line.Id}/attempts", new { answers = Right, version = 2 })).Refused(409, "course_changed");
        var passed = (await Pass(zhu, course.Line.Id)).As<AttemptResult>();
        (passed.Passed, passed.Course.Line.Standing, passed.Course.Questions[1].Right).ShouldSatisfyAllConditions(p => p.Passed.ShouldBeTrue(), p => p.Standing.ShouldBe(Standing.Passed), p => p.Right.ShouldBe([0, 2]));
        var matrix = (await writer.Api.Get("training/matrix")).As<TrainingMatrix>();
        var mine = matrix.Rows.Single(r => r.AgentId == zhu.Id);
        (mine.Missing, mine.Cells.Single().Standing, mine.Cells.Single().Attempts, mine.Cells.Single().Best).ShouldBe((null, Standing.Passed, 2, 100));
        matrix.Rows.Single(r => r.Name == "小兰").Missing.ShouldBe("上岗第一课");
        (await writer.Api.Get($"training/agents/{zhu.Id}/attempts")).As<List<AttemptView>>().Select(a => (a.Course, a.Percent, a.Passed)).ShouldBe([("上岗第一课", 100, true), ("上岗第一课", 50, false)]);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        // What was written anew is to be learnt anew, and its answers are away again.
        (await writer.Api.Put($"training/courses/{course.Line.Id}", Body("上岗第一课", version: 1, passAnew: true))).Ok();
        (await writer.Api.Put($"training/courses/{course.Line.Id}", Body("上岗第一课", version: 1))).Refused(409, "course_changed");
        var again = await zhu.Api.Get($"training/courses/{course.Line.Id}");
        again.As<CourseView>().Line.Standing.ShouldBe(Standing.DueAgain);
        again.Text.ShouldNotContain("\"right\"");
        (await shop.Owner.Api.Delete($"training/courses/{course.Line.Id}")).Ok();
        (await zhu.Api.Get("training/courses")).As<List<CourseLine>>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_not_passed_the_first_stage_takes_no_chats_where_the_shop_says_so()
    {
        var shop = await server.Shop();
        var (writer, zhu) = (await shop.SignIn(Cast.Supervisor), await shop.SignIn(Cast.Zhu));
        var course = (await writer.Api.Post("training/courses", Body("上岗第一课"))).As<CourseView>().Line.Id;
        await zhu.Online();
        (await zhu.Presence("offline")).Ok();
        await zhu.Online();
        await shop.Set(s => s with { Training = new() { FirstStageBeforeChats = true } });
        // Online since before: nothing more comes to them.
        var waiting = await (await shop.Buyer()).Ask();
        (await StateOf(waiting)).ShouldNotBe(Domain.Conversations.ConversationState.Active);
        (await zhu.Presence("offline")).Ok();
        var refused = await zhu.Presence("online");
        refused.Refused(409, "training_needed");
        refused.Json.GetProperty("course").GetString().ShouldBe("上岗第一课");
        (await writer.Api.Put($"agents/{zhu.Id}/presence", new { presence = "online" })).Refused(409, "training_needed");
        (await zhu.Presence("busy", "培训")).Ok();
        (await Pass(zhu, course)).As<AttemptResult>().Passed.ShouldBeTrue();
        await zhu.Online();
        (await StateOf(waiting)).ShouldBe(Domain.Conversations.ConversationState.Active);
        (await (await shop.SignIn(Cast.Mei)).Presence("online")).Refused(409, "training_needed");
        (await writer.Api.Delete($"training/courses/{course}")).Ok();
        await shop.OnDuty(Cast.Mei);

        Task<Domain.Conversations.ConversationState> StateOf(Guid id) => server.Host.Look(db => db.Set<Domain.Conversations.Conversation>().Where(c => c.Id == id).Select(c => c.State).SingleAsync());
    }

    [Fact]
    public async Task Passing_at_the_desk_brings_what_waits()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Set(s => s with { Training = new() { FirstStageBeforeChats = true } });
        var course = (await shop.Owner.Api.Post("training/courses", Body("售前上岗", groups: ["presale"]))).As<CourseView>().Line.Id;
        var waiting = await (await shop.Buyer()).Ask();
        (await Pass(zhu, course)).Ok();
        (await server.Host.Look(db => db.Set<Domain.Conversations.Conversation>().Where(c => c.Id == waiting).Select(c => c.AgentId).SingleAsync())).ShouldBe(zhu.Id);
    }

    [Fact]
    public async Task A_regular_course_comes_due_again_and_a_lead_sees_the_own_company_only()
    {
        var shop = await server.Shop();
        await shop.Hire(Cast.Lead, Cast.Hired);
        var zhu = await shop.SignIn(Cast.Zhu);
        (await shop.Owner.Api.Post("training/courses", Body("每月复训", "regular"))).Refused(422, "invalid", "everyDays");
        var course = (await shop.Owner.Api.Post("training/courses", Body("每月复训", "regular", everyDays: 30))).As<CourseView>().Line.Id;
        (await Pass(zhu, course)).As<AttemptResult>().Course.Line.DueAt.ShouldBe(server.Clock.Now.AddDays(30));
        server.Clock.Advance(TimeSpan.FromDays(30));
        zhu = await shop.SignIn(Cast.Zhu);
        (await zhu.Api.Get("training/courses")).As<List<CourseLine>>().Single().Standing.ShouldBe(Standing.DueAgain);
        var lead = await shop.SignIn(Cast.Lead);
        (await lead.Api.Get("training/matrix")).As<TrainingMatrix>().Rows.Select(r => r.Name).ShouldBe(["外包组长", "小云"], ignoreOrder: true);
        (await lead.Api.Get($"training/agents/{zhu.Id}/attempts")).Refused(404, "not_found");
        (await zhu.Api.Get("training/matrix")).Refused(403, "forbidden");
    }

    [Fact]
    public async Task Who_passed_the_courses_of_both_sides_changes_sides_first()
    {
        var scene = await CampaignScene.Set(server);
        var id = (await scene.Add()).GetProperty("id").GetGuid();
        // 小竹 has served the other side before.
        await scene.Shop.Change(Cast.Zhu, new { groups = new[] { "aftersale" } });
        await scene.Served(scene.Zhu);
        await scene.Shop.Change(Cast.Zhu, new { groups = new[] { "presale" } });
        await scene.Board(id);
        (await Both(scene, id)).ShouldBe(["小竹"], "without courses it is by groups and stints");
        var (before, after) = (await Side("售前课", "presale"), await Side("售后课", "aftersale"));
        (await Both(scene, id)).ShouldBeEmpty();
        (await Pass(scene.Lan, before)).Ok();
        (await Both(scene, id)).ShouldBeEmpty();
        (await Pass(scene.Lan, after)).Ok();
        (await Both(scene, id)).ShouldBe(["小兰"]);

        async Task<Guid> Side(string title, string group) => (await scene.Owner.Post("training/courses", Body(title, "on_the_job", groups: [group]))).As<CourseView>().Line.Id;
    }

    /// <summary>Who of those that would move knows both sides.</summary>
    private static async Task<List<string?>> Both(CampaignScene scene, Guid id) =>
        [.. (await scene.Owner.Get($"campaigns/{id}/staffing?duringPresale=1&duringAftersale=9")).Ok().Json.GetProperty("proposals")[0].GetProperty("moves").EnumerateArray()
            .Where(m => m.GetProperty("both").GetBoolean()).Select(m => m.GetProperty("name").GetString())];

    private static readonly int[][] Right = [[1], [0, 2]];

    private static Task<Answer> Pass(AgentClient agent, Guid course) => agent.Api.Post($"training/courses/{course}/attempts", new { answers = Right, version = 1 });

    private static object Body(string title, string stage = "before", int? everyDays = null, string[]? groups = null, long? version = null, bool passAnew = false) => new
    {
        title, stage, groups = groups ?? [], material = "先问候，再回答。", passMark = 60, everyDays, version, passAnew,
        questions = new object[] { new { text = "多久之内首次回复？", options = new[] { "三分钟", "三十秒" }, right = new[] { 1 } }, new { text = "哪些话不能说？", options = new[] { "最好", "您好", "绝对有效" }, right = new[] { 0, 2 } } },
    };
}
