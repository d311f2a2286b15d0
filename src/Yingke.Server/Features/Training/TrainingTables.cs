using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Routing;
using Yingke.Domain.Training;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Training;

/// <summary>课程: material to read and a quiz to pass.</summary>
internal sealed class CourseRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Title { get; set; }
    public TrainingStage Stage { get; set; }
    public Groups Groups { get; set; }
    public required string Material { get; set; }
    public required IReadOnlyList<QuizQuestion> Questions { get; set; }
    public int PassMark { get; set; }
    public int? EveryDays { get; set; }
    public DateTimeOffset? AnewSince { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public long Version { get; set; } = 1;

    public Course Rules => new(Id, Title, Stage, Groups, EveryDays, AnewSince);
}

/// <summary>One try at a quiz, with what was answered.</summary>
internal sealed class AttemptRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CourseId { get; init; }
    public Guid AgentId { get; init; }
    public DateTimeOffset At { get; init; }
    public int Percent { get; init; }
    public bool Passed { get; init; }

    /// <summary>Of the course as it was.</summary>
    public long CourseVersion { get; init; }
    public required IReadOnlyList<IReadOnlyList<int>> Answers { get; init; }
}

internal sealed class TrainingTables : IEntityTypeConfiguration<CourseRow>, IEntityTypeConfiguration<AttemptRow>
{
    public void Configure(EntityTypeBuilder<CourseRow> courses)
    {
        courses.ToTable("training_courses");
        courses.HasKey(c => new { c.ShopId, c.Id });
        courses.Property(c => c.Questions).HasConversion(new JsonText<IReadOnlyList<QuizQuestion>>(), JsonText<IReadOnlyList<QuizQuestion>>.Comparer);
        courses.Property(c => c.Version).IsConcurrencyToken();
        courses.HasIndex(c => new { c.ShopId, c.Title }, "title").IsUnique().HasFilter("archived_at IS NULL");
        courses.Ignore(c => c.Rules);
    }

    public void Configure(EntityTypeBuilder<AttemptRow> attempts)
    {
        attempts.ToTable("training_attempts");
        attempts.HasKey(a => new { a.ShopId, a.Id });
        attempts.Property(a => a.Answers).HasConversion(new JsonText<IReadOnlyList<IReadOnlyList<int>>>(), JsonText<IReadOnlyList<IReadOnlyList<int>>>.Comparer);
        attempts.HasIndex(a => new { a.ShopId, a.AgentId, a.CourseId });
    }
}

internal static class TrainingQueries
{
    /// <summary>Courses in use, first stage first.</summary>
    public static async Task<List<Course>> Courses(this Db db, Guid shopId, CancellationToken cancel) =>
        [.. (await db.Set<CourseRow>().Where(c => c.ShopId == shopId && c.ArchivedAt == null).Select(c => new { c.Id, c.Title, c.Stage, c.Groups, c.EveryDays, c.AnewSince }).ToListAsync(cancel))
            .Select(c => new Course(c.Id, c.Title, c.Stage, c.Groups, c.EveryDays, c.AnewSince)).OrderBy(c => c.Stage).ThenBy(c => c.Id)];

    /// <summary>When who last passed what.</summary>
    public static async Task<Dictionary<(Guid Agent, Guid Course), DateTimeOffset>> LastPassed(this Db db, Guid shopId, CancellationToken cancel) =>
        (await db.Set<AttemptRow>().Where(a => a.ShopId == shopId && a.Passed).GroupBy(a => new { a.AgentId, a.CourseId }).Select(g => new { g.Key, At = g.Max(a => a.At) }).ToListAsync(cancel))
            .ToDictionary(g => (g.Key.AgentId, g.Key.CourseId), g => g.At);

    public static Func<Guid, DateTimeOffset?> Of(this IReadOnlyDictionary<(Guid Agent, Guid Course), DateTimeOffset> passed, Guid agentId) =>
        course => passed.TryGetValue((agentId, course), out var at) ? at : null;
}
